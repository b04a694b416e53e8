// SPDX-License-Identifier: Apache-2.0
#include "tests/system/random_cuts.hpp"

#include <algorithm>

#include "mapping/plan/connections.hpp"
#include "mapping/plan/memory.hpp"
#include "mapping/search/local_forwarding.hpp"
#include "mapping/search/partition.hpp"
#include "tests/support/random.hpp"

namespace spikeloom {
namespace {

constexpr int kLongestPacket = 64;

class Cutter {
 public:
  Cutter(const Network& network, const Mapping& mapping, std::uint64_t seed)
      : network_(network), mapping_(mapping), random_(seed) {}

  Mapping run() {
    const std::vector<Slice> whole = std::move(mapping_.slices);
    mapping_.slices.clear();
    for (const Slice& slice : whole) {
      if (slice.is_partial()) continue;  // the mapper may have cut; the root gets all inputs back before it is cut
      for (const Range columns : parts(slice.columns, may_cut_columns(slice))) {
        Slice part = slice;
        part.columns = columns;
        add(part);
      }
    }
    place();
    connect_slices(network_, mapping_);
    grant_first_credits(network_, mapping_);
    keep_home(network_, mapping_);
    return std::move(mapping_);
  }

 private:
  const Layer& layer(const Slice& slice) const { return network_.layers[static_cast<std::size_t>(slice.layer)]; }
  bool may_cut_columns(const Slice& slice) const { return layer(slice).has_weights(); }
  bool may_cut_inputs(const Slice& slice) const { return layer(slice).op == Operator::Conv; }

  std::vector<Range> parts(Range range, bool may_cut) {
    const int count = may_cut && random_.chance(50) ? random_.between(1, std::min(3, range.size())) : 1;
    std::vector<Range> ranges = even_ranges(range.size(), 1, count);
    for (Range& r : ranges) r = {r.begin + range.begin, r.end + range.begin};
    return ranges;
  }

  // The root is the last of its group.
  void add(Slice slice) {
    const std::vector<Range> inputs = parts({0, layer(slice).in.channels}, may_cut_inputs(slice));
    const int root = static_cast<int>(mapping_.slices.size() + inputs.size()) - 1;
    for (const Range range : inputs) {
      slice.inputs = range;
      slice.root = static_cast<int>(mapping_.slices.size()) == root ? kNoRoot : root;
      slice.window_rows = slice.rows.size();
      const int bits = value_bits(network_, slice);
      slice.values_per_word = bits == 0 ? 0 : mapping_.target.values_per_word(bits);
      slice.value_word_flits = bits == 0 ? 0 : mapping_.target.value_word_flits(bits);
      mapping_.slices.push_back(slice);
    }
  }

  void place() {
    // Few cores, so that many meet there, when what meets stays at home.
    const int cores = mapping_.residual == Residual::Home ? 4 : mapping_.target.tiles();
    std::vector<int> hosted(static_cast<std::size_t>(mapping_.target.tiles()), 0);
    for (Slice& slice : mapping_.slices) {
      slice.core = random_.between(0, cores - 1);
      while (hosted[static_cast<std::size_t>(slice.core)] == kMaxSlicesPerCore)
        slice.core = (slice.core + 1) % mapping_.target.tiles();
      ++hosted[static_cast<std::size_t>(slice.core)];
    }
  }

  const Network& network_;
  Mapping mapping_;
  Random random_;
};

}  // namespace

Mapping cut_at_random(SystemCase& system_case, std::uint64_t seed) {
  // Enough cores for the slices, and room in their queues for the widest partial sums.
  system_case.chip.mesh.columns = 5;
  system_case.chip.mesh.rows = 4;
  system_case.chip.core.input_queue_flits = system_case.chip.noc.buffer_flits = kLongestPacket;
  return Cutter(system_case.network, map_case(system_case), seed).run();
}

}  // namespace spikeloom
