// SPDX-License-Identifier: Apache-2.0
#pragma once
// The host port at the mesh edge: streams images in, row by row under the stem's row credits, and takes logits out.

#include <deque>
#include <vector>

#include "models/image.hpp"
#include "sim/machine/core.hpp"
#include "sim/machine/injector.hpp"
#include "sim/machine/input_queue.hpp"

namespace spikeloom {

/// Flits of each virtual channel that the host port can take before it returns a credit: any packet fits.
constexpr int kHostQueueFlits = kMaxPacketFlits;

class HostPort final : public sc_core::sc_module, public Clocked, private FlitSink, private CreditSink {
 public:
  LinkEnd link;  ///< to the host port of the router at Mapping::host_tile

  HostPort(const sc_core::sc_module_name& name, ChipContext& chip, const NocSpec& noc, const std::vector<Image>& images,
           int images_in_flight);

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
  void credit(int vc, Cycle arrival) override;

  void take_packets(Cycle now);
  void take(const Packet& packet, Cycle now);
  void finish_image(std::size_t image, Cycle now);
  void prepare_row();
  bool row_granted() const;
  void prepare_word(const Delivery& delivery, int x);
  Packet address(const Delivery& delivery, PacketKind kind) const;
  void send(Cycle now);
  void begin_image(std::size_t image, Cycle now);
  void wake_for_send(Cycle now);

  ChipContext& chip_;
  const std::vector<Image>& images_;
  const std::size_t images_in_flight_;
  const int block_;
  const std::uint32_t passes_;  ///< of an image: its time steps with TimeOrder::Outer, else 1
  int logit_slices_ = 0;
  Injector injector_;
  InputQueue queue_;
  std::deque<Packet> outgoing_;        ///< of the row that is being sent
  std::uint32_t handle_ = 0;           ///< of the packet under way
  std::vector<std::int64_t> credits_;  ///< rows, for each entry of the image table
  std::size_t image_ = 0;              ///< next row to prepare
  std::uint32_t pass_ = 0;
  int row_ = 0;
  std::size_t finished_images_ = 0;
  std::vector<ImageTimes> times_;
  std::vector<int> logit_tokens_;  ///< received, for each image
  ActionCounts actions_;
};

}  // namespace spikeloom
