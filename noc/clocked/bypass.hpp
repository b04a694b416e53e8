// SPDX-License-Identifier: Apache-2.0
#pragma once
// The way of a flit past buffer and allocators: step 1 of the cycle table.

#include "noc/clocked/vc_allocator.hpp"

namespace spikeloom::clocked {

class Bypass {
 public:
  Bypass(Datapath& datapath, VcAllocator& vc_allocator)
      : datapath_(datapath), vc_allocator_(vc_allocator), noc_(datapath.noc()) {}

  /// A flit arrives now. False: it has to join its buffer; else it has departed.
  bool takes(Direction input, const Flit& flit, Cycle now);

 private:
  bool takes_head(Direction input, const Flit& head, Cycle now);
  bool takes_body(Direction input, const Flit& flit, Cycle now);
  bool output_is_quiet(Direction output) const;
  bool switch_is_free(Direction input, Direction output, Cycle now) const;
  void pass(Direction input, const Flit& flit, Cycle now);

  Datapath& datapath_;
  VcAllocator& vc_allocator_;
  const NocSpec& noc_;
};

}  // namespace spikeloom::clocked
