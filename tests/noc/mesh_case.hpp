// SPDX-License-Identifier: Apache-2.0
#pragma once
// One network with its traffic, and what became of each flit: the common ground of the fabrics under test and of the
// naive reference.

#include <cstdint>
#include <string>
#include <vector>

#include "chip/chip_spec.hpp"
#include "sim/machine/router.hpp"

namespace spikeloom {

/// A packet of a terminal. Terminals (at each local port, and at each port at the edge) send their packets one after
/// the other, in the order of the list.
struct PlannedPacket {
  int source = 0;                 ///< a place: tile, or columns * rows + tile: the port at its edge
  std::vector<int> destinations;  ///< one place; or several tiles, reached by a tree
  int flits = 1;
  Cycle cycle = 1;  ///< earliest cycle in which the head leaves its source

  bool tree() const { return destinations.size() > 1; }
};

struct MeshCase {
  NocSpec noc;
  int columns = 4, rows = 4;
  int sink_places = 4;             ///< for each virtual channel of the queue behind a local port
  int host_sink_places = 4;        ///< the same behind a port at the edge
  int service_cycles = 1;          ///< a sink takes one flit (in order of arrival) every so many cycles; 0 is as 1
  int injection_delay_cycles = 1;  ///< a flit sent in t arrives at its router in t + this (traffic sources: 2)
  std::vector<PlannedPacket> packets;

  int tiles() const { return columns * rows; }
  int places() const { return 2 * tiles(); }
  int host() const { return tiles(); }
  bool is_edge(int place) const { return place >= tiles(); }
  int tile_of(int place) const { return place % tiles(); }
  int places_of(int sink) const { return is_edge(sink) ? host_sink_places : sink_places; }
};

/// What happened to one flit at one of its destinations.
struct Arrival {
  Cycle cycle = 0;  ///< given to the sink's receive(); 0: never
  int vc = -1;      ///< of the sink's queue

  bool operator==(const Arrival& other) const { return cycle == other.cycle && vc == other.vc; }
  bool operator!=(const Arrival& other) const { return !(*this == other); }
};

/// Where the arrival of a flit at a destination stands in Outcome::arrivals.
class ArrivalIndex {
 public:
  explicit ArrivalIndex(const MeshCase& mesh);
  /// `destination`: index in PlannedPacket::destinations.
  std::size_t of(std::size_t packet, std::size_t destination, int flit) const {
    return first_[packet] + destination * flits_[packet] + static_cast<std::size_t>(flit);
  }
  std::size_t size() const { return first_.back(); }

 private:
  std::vector<std::size_t> first_, flits_;
};

struct Outcome {
  std::vector<Arrival> arrivals;     ///< ArrivalIndex
  std::vector<int> injection_vcs;    ///< of each packet: the virtual channel on which its source sent it; -1: never
  std::vector<RouterCounts> counts;  ///< of each router
  /// What must never happen, in words, at most the first few: a flit that arrives twice, at the wrong sink, between
  /// the flits of another packet of its VC, out of order, or at a full sink; a credit that is missing at the end.
  std::vector<std::string> faults;
  std::uint64_t busy_cycles = 0;  ///< of the scheduler of a fabric; no part of what is compared

  bool operator==(const Outcome& other) const {
    return arrivals == other.arrivals && injection_vcs == other.injection_vcs && counts == other.counts &&
           faults == other.faults;
  }
  bool operator!=(const Outcome& other) const { return !(*this == other); }
};

/// Lines that say all of a case (parameters and packets), for a report.
std::string describe(const MeshCase& mesh);

/// The first flit (by cycle) that arrives differently, and the first counts that differ. Empty if the outcomes agree.
std::string first_difference(const MeshCase& mesh, const Outcome& expected, const Outcome& actual);

}  // namespace spikeloom
