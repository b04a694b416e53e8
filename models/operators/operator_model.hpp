// SPDX-License-Identifier: Apache-2.0
#pragma once
// An operator as data of a network: everything that the rooms ask about it but its execution on a core
// (cores/operators) and in RTL (rtl/load, rtl/cosim). Stateless; one object for each operator of
// models/operators/operator.hpp.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "models/interval.hpp"
#include "models/layer.hpp"

namespace spikeloom {

class Accumulation;
class LayerInputs;
class SliceWork;
class WeightRows;
struct Execution;

/// An input that an operator takes. An operator's optional inputs are its last ones.
struct Operand {
  Role role = Role::Main;
  bool spikes = true, values = true;  ///< that it may carry
  bool optional = false;
};

class OperatorModel {
 public:
  explicit constexpr OperatorModel(Operator op) : op_(op) {}
  OperatorModel(const OperatorModel&) = delete;
  OperatorModel& operator=(const OperatorModel&) = delete;

  const OperatorTraits& traits() const { return traits_of(op_); }

  /// A layer's inputs, in this order: Main of either signal, then optionally Residual, unless the operator says
  /// otherwise.
  virtual std::vector<Operand> operands() const;

  /// From in, kernel and, where channels are mixed, out.channels: positions of the kernel on the padded map.
  virtual MapShape output_shape(const Layer& layer) const;

  /// The rule that the layer breaks, as the end of a sentence about its kernel; empty when there is none.
  virtual std::string broken_rule(const Layer& layer) const;

  /// Extremes of each channel's sum in accumulator units, without bias and residual, over all images and for any subset
  /// of the inputs; [operand][channel] are the inputs' extremes, 0 included where an input may be absent.
  virtual Intervals sums(const Layer& layer, const std::vector<Intervals>& inputs, int time_steps) const = 0;

  /// Bits by which output values are rounded so that they keep the precision of one input, for operators without
  /// weights: importers choose output_shift with it.
  virtual int output_shift(const Layer& layer) const;

  /// The reference: sums at each output position. Arguments must outlive it.
  virtual std::unique_ptr<Accumulation> accumulation(const Layer& layer, const WeightRows& rows,
                                                     const LayerInputs& inputs, Execution execution) const = 0;

  /// Multiply-accumulates of a dense implementation in one time step, padding taps counted.
  virtual std::uint64_t multiply_accumulates(const Layer& layer) const;

  /// Channels that one slice must hold together: cuts are at multiples of it.
  virtual int channel_unit(const Layer& layer) const;

  /// Bits of accumulator SRAM that a slice of so many channels needs besides its accumulators.
  virtual std::int64_t state_bits(const Layer& layer, int channels, int time_steps) const;

  /// Expected cycles of the accumulate datapath for one image: the inputs but residual and partial sums.
  virtual std::int64_t datapath_cycles(const SliceWork& work) const = 0;

  /// For tables: "7x7 /2" (kernel and stride) when the operator has a kernel.
  virtual std::string parameter_text(const Layer& layer) const;

 protected:
  ~OperatorModel() = default;

 private:
  const Operator op_;
};

}  // namespace spikeloom
