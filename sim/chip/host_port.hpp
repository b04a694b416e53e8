// SPDX-License-Identifier: Apache-2.0
#pragma once
// The host port at the mesh edge: streams images in, row by row under the stem's row credits, and takes logits out.

#include <deque>
#include <vector>

#include "models/image.hpp"
#include "sim/machine/core.hpp"
#include "sim/machine/credit_counter.hpp"

namespace spikeloom {

/// Flits the host port can take before it returns a credit.
constexpr int kHostQueueFlits = 4;

class HostPort final : public sc_core::sc_module, public Clocked, private FlitSink, private CreditSink {
 public:
  LinkEnd link;  ///< to the west side of the router at Mapping::host_tile

  HostPort(const sc_core::sc_module_name& name, ChipContext& chip, const std::vector<Image>& images,
           int images_in_flight, int router_places);

  void step(Cycle now) override;

  struct ImageTimes {
    Cycle begin_cycle = 0, end_cycle = 0;
    std::vector<std::int32_t> logits;
  };
  const std::vector<ImageTimes>& images() const { return times_; }
  bool done() const { return finished_images_ == images_.size(); }
  std::size_t finished_images() const { return finished_images_; }
  const ActionCounts& actions() const { return actions_; }
  std::string waiting() const;

  /// The first row is prepared in cycle 1.
  void start_of_simulation() override;

 private:
  void receive(const Flit& flit, Cycle arrival) override;
  void credit(Cycle arrival) override;

  void take_flits(Cycle now);
  void take(const Packet& packet, Cycle now);
  void finish_image(std::size_t image, Cycle now);
  void prepare_row();
  bool row_granted() const;
  void prepare_pixel(int x);
  Packet address(const Destination& destination, PacketKind kind) const;
  void send(Cycle now);

  struct Queued {
    std::uint32_t packet;
    Cycle arrival;
  };
  ChipContext& chip_;
  const std::vector<Image>& images_;
  const std::size_t images_in_flight_;
  const int block_;
  int logit_slices_ = 0;
  CreditCounter places_;
  std::deque<Queued> queue_;
  std::deque<Packet> outgoing_;        ///< of the row that is being sent
  std::vector<std::int64_t> credits_;  ///< rows, for each entry of the image table
  std::size_t image_ = 0;              ///< next row to prepare
  int row_ = 0;
  std::size_t finished_images_ = 0;
  std::vector<ImageTimes> times_;
  std::vector<int> logit_tokens_;  ///< received, for each image
  ActionCounts actions_;
};

}  // namespace spikeloom
