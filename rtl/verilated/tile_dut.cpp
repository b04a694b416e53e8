// SPDX-License-Identifier: Apache-2.0
#include "rtl/verilated/tile_dut.hpp"

namespace spikeloom {

TileDut::TileDut(std::shared_ptr<const RtlModel> model, bool traced)
    : SpikeRouterDut(std::move(model), traced),
      probe_(this->model()),
      flit_valid_o_(this->model().port("flit_valid_o")),
      flit_head_o_(this->model().port("flit_head_o")),
      flit_tail_o_(this->model().port("flit_tail_o")),
      flit_user_o_(this->model().port("flit_user_o")) {}

TileDut::Sent TileDut::sent() const {
  return {flit_valid_o_.get() != 0, flit_head_o_.get() != 0, flit_tail_o_.get() != 0,
          static_cast<std::uint32_t>(flit_user_o_.get())};
}

}  // namespace spikeloom
