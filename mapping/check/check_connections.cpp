// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "base/error.hpp"
#include "mapping/check/check_rules.hpp"
#include "mapping/cost/work.hpp"
#include "mapping/plan/connections.hpp"
#include "mapping/plan/memory.hpp"
#include "mapping/search/local_forwarding.hpp"
#include "mapping/search/shortage_report.hpp"

namespace spikeloom {
namespace {

bool same(const Source& a, const Source& b) {
  return a.slice == b.slice && a.port == b.port && a.rows == b.rows && a.channels == b.channels &&
         a.columns == b.columns;
}

bool same(const Destination& a, const Destination& b) {
  return a.slice == b.slice && a.port == b.port && a.signal == b.signal && a.rows == b.rows &&
         a.channels == b.channels && a.columns == b.columns;
}

std::string shown(Range r) { return std::to_string(r.begin) + ".." + std::to_string(r.end - 1); }

template <typename Link>
std::string shown(const Link& link) {
  return "slice " + std::to_string(link.slice) + " port " + std::to_string(link.port) + " rows " + shown(link.rows) +
         " columns " + shown(link.columns) + " channels " + shown(link.channels);
}

template <typename Link>
bool has(const std::vector<Link>& links, const Link& link) {
  return std::any_of(links.begin(), links.end(), [&](const Link& other) { return same(link, other); });
}

/// The same entries, in any order; the mapper's is looked at first.
template <typename Link>
void require_same(const std::string& whose, const std::vector<Link>& there, const std::vector<Link>& needed) {
  const auto equal = [](const Link& a, const Link& b) { return same(a, b); };
  if (std::equal(there.begin(), there.end(), needed.begin(), needed.end(), equal)) return;
  for (const Link& link : needed)
    if (!has(there, link)) throw InputError("mapping: " + whose + ": missing: " + shown(link));
  for (const Link& link : there)
    if (!has(needed, link)) throw InputError("mapping: " + whose + ": not needed: " + shown(link));
  if (there.size() != needed.size()) throw InputError("mapping: " + whose + ": an entry stands there twice");
}

void require_credits(const Network& network, const Mapping& mapping, const std::string& whose,
                     const std::vector<Destination>& destinations) {
  for (const Destination& d : destinations) {
    const int needed = first_credit(network, mapping, d);
    if (d.initial_rows != needed)
      throw InputError("mapping: " + whose + ": initial_rows of " + shown(d) + " is " + std::to_string(d.initial_rows) +
                       ", its window admits " + std::to_string(needed));
  }
}

void require_equal(const std::string& what, int there, int needed) {
  if (there != needed) throw InputError(what + " is " + std::to_string(there) + ", must be " + std::to_string(needed));
}

void require_words(const Network& network, const Mapping& mapping, const Slice& slice) {
  Slice needed = slice;
  choose_value_words(network, mapping.target, needed);
  const std::string who = "mapping: " + slice_name(network, slice) + ": ";
  require_equal(who + "values_per_word", slice.values_per_word, needed.values_per_word);
  require_equal(who + "value_word_flits", slice.value_word_flits, needed.value_word_flits);
}

void require_host(const Network& network, const Mapping& mapping) {
  const int bits = image_value_bits(network.input);
  require_equal("mapping: image_values_per_word", mapping.image_values_per_word, mapping.target.values_per_word(bits));
  require_equal("mapping: image_word_flits", mapping.image_word_flits, mapping.target.value_word_flits(bits));
  if (mapping.host_tile < 0 || mapping.host_tile >= mapping.target.tiles())
    throw InputError("mapping: host_tile " + std::to_string(mapping.host_tile) + " is not on the chip");
}

}  // namespace

void check_connections(const Network& network, const Mapping& mapping) {
  require_host(network, mapping);
  Mapping needed = mapping;
  connect_slices(network, needed);
  require_same("image table", mapping.image_table, needed.image_table);
  require_credits(network, mapping, "image table", mapping.image_table);
  for (std::size_t i = 0; i < mapping.slices.size(); ++i) {
    const Slice& slice = mapping.slices[i];
    const std::string name = slice_name(network, slice);
    require_words(network, mapping, slice);
    require_same("sources of " + name, slice.sources, needed.slices[i].sources);
    require_same("destinations of " + name, slice.destinations, needed.slices[i].destinations);
    require_credits(network, mapping, "destinations of " + name, slice.destinations);
  }
}

void check_home(const Network& network, const Mapping& mapping) {
  for (const Destination& d : mapping.image_table)
    if (d.home) throw InputError("mapping: image table: nothing of it stays at home");
  for (const Slice& slice : mapping.slices)
    for (const Destination& d : slice.destinations)
      if (d.home && (mapping.residual != Residual::Home || !may_stay_home(network, mapping, slice, d)))
        throw InputError("mapping: destinations of " + slice_name(network, slice) + ": " + shown(d) +
                         " cannot stay at home");
}

}  // namespace spikeloom
