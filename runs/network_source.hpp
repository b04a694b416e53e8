// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which network a run takes: a bundle, a checkpoint that is imported when the run starts, or an architecture by name
// with generated weights.

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "base/field_reader.hpp"
#include "import/config.hpp"
#include "import/layer_plan.hpp"

namespace spikeloom {

struct NetworkSource {
  std::string bundle;                         ///< a folder; nothing else then
  std::string architecture, config;           ///< the layers: one of them
  std::string checkpoint, rates;              ///< the weights: one of them; with rates they are generated
  std::uint64_t seed = 1;                     ///< of generated weights and of the picture on which their rates hold
  int time_steps = 0, height = 0, width = 0;  ///< 0: the architecture's or the configuration's
  double rates_scale = 1.0;
  int weight_bits = 8;
  OperatorForms forms{};

  bool generated() const { return !rates.empty(); }

  /// What stands in the map besides the files.
  template <class Fields>
  void fields(Fields& f) {
    constexpr WordFor<int> kTheirs{"default", 0};
    f("seed", seed, std::uint64_t{0}, ~std::uint64_t{0}, "", "of generated weights and their calibration picture");
    f("rates_scale", rates_scale, 0.01, 10.0, "", "factor on all rates of `rates`; none becomes more than 1");
    f.number_or("time_steps", time_steps, kTheirs, 1, 8, "steps", "instead of the configuration's (by name: 1)");
    f.number_or("height", height, kTheirs, 16, 4096, "pixels", "of the input, instead of the configuration's");
    f.number_or("width", width, kTheirs, 16, 4096, "pixels", "of the input, instead of the configuration's");
    f("weight_bits", weight_bits, 2, 8, "bits", "of a weight, sign included");
    f.choice("repconv", forms.rep_conv, {{"fused", RepConvForm::Fused}, {"factored", RepConvForm::Factored}},
             "one dense 3x3, or 1x1, depth-wise 3x3, 1x1");
    f.choice("sepconv", forms.sep_conv, {{"bit_serial", SepConvForm::BitSerial}, {"fused", SepConvForm::Fused}},
             "values digit by digit, or one dense 7x7 of spikes");
  }
};

/// `run`: the document; reads its key `network`. Throws InputError with file, line and column.
NetworkSource read_network_source(FieldReader& run);
nlohmann::ordered_json network_source_to_json(const NetworkSource& source);

/// The configuration of the layers, with the source's time steps and input size. Throws InputError for a size that does
/// not fit the strides.
ModelConfig model_config(const NetworkSource& source);

}  // namespace spikeloom
