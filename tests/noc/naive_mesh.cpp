// SPDX-License-Identifier: Apache-2.0
// The network of naive routers with its sources and sinks, cycle by cycle.

#include <algorithm>
#include <memory>

#include "tests/noc/naive.hpp"
#include "tests/noc/naive_router.hpp"

namespace spikeloom {
namespace naive {
namespace {

// Longer than anything is under way on a link, and than any wait without a deadlock.
constexpr Time kLongestLink = 64, kDeadlock = 20000;

// The contract of sim/machine/injector.hpp: one packet at a time, in one channel, the next one after the last with a
// credit; flits link_interval cycles apart.
struct Source {
  std::deque<std::size_t> packets;
  int position = 0, vc = -1;
  std::vector<int> credits;
  std::deque<std::pair<Time, int>> credits_under_way;
  Time next_departure = 0;
};

struct Sink {
  std::deque<std::pair<Time, int>> queue;  ///< arrival, vc
  Time serve_at = 0;
};

class NaiveMesh final : public Wires {
 public:
  explicit NaiveMesh(const MeshCase& mesh)
      : mesh_(mesh), arrival_index_(mesh), sources_(index(mesh.places())), sinks_(index(mesh.places())) {
    for (int tile = 0; tile < mesh.tiles(); ++tile) routers_.emplace_back(mesh, tile, *this);
    for (Source& source : sources_) source.credits.assign(index(mesh.noc.vcs), mesh.noc.buffer_flits);
    for (std::size_t i = 0; i < mesh.packets.size(); ++i) sources_[index(mesh.packets[i].source)].packets.push_back(i);
    outcome_.arrivals.resize(arrival_index_.size());
    outcome_.injection_vcs.assign(mesh.packets.size(), -1);
  }

  Outcome run() {
    Time now = 1;
    for (; !finished(now); ++now) {
      for (NaiveRouter& router : routers_)
        if (!router.at_rest()) router.step(now);
      for (int place = 0; place < mesh_.places(); ++place) {
        serve(now, place);
        inject(now, place);
      }
    }
    for (NaiveRouter& router : routers_) {
      outcome_.counts.push_back(router.counts());
      if (!router.drained(now)) outcome_.faults.push_back("naive: a router is not as it was in the beginning");
    }
    for (const Arrival& arrival : outcome_.arrivals)
      if (arrival.cycle == 0) outcome_.faults = {"naive: a flit did not arrive"};
    return outcome_;
  }

 private:
  static std::size_t index(int i) { return static_cast<std::size_t>(i); }
  int tile_of(int place) const { return mesh_.tile_of(place); }
  int port_of(int place) const { return mesh_.is_edge(place) ? kHost : kLocal; }
  int place_of(int tile, int port) const { return port == kHost ? mesh_.tiles() + tile : tile; }

  bool finished(Time now) const {
    const bool all_sent =
        std::all_of(sources_.begin(), sources_.end(), [](const Source& source) { return source.packets.empty(); });
    const bool all_served =
        std::all_of(sinks_.begin(), sinks_.end(), [](const Sink& sink) { return sink.queue.empty(); });
    const bool at_rest =
        std::all_of(routers_.begin(), routers_.end(), [](const NaiveRouter& router) { return router.at_rest(); });
    return now > last_move_ + (all_sent && all_served && at_rest ? kLongestLink : kDeadlock);
  }

  void inject(Time now, int place) {
    Source& source = sources_[index(place)];
    for (auto& under_way = source.credits_under_way; !under_way.empty() && under_way.front().first <= now;
         under_way.pop_front())
      ++source.credits[index(under_way.front().second)];
    if (source.packets.empty()) return;
    const std::size_t packet = source.packets.front();
    if (static_cast<Time>(mesh_.packets[packet].cycle) > now) {
      last_move_ = now;
      return;
    }
    if (now < source.next_departure) return;
    const int vc = source.position > 0 ? source.vc : next_vc(source);
    if (vc < 0 || source.credits[index(vc)] == 0) return;
    send(now, place, source, vc);
  }

  int next_vc(const Source& source) const {
    for (int i = 1; i <= mesh_.noc.vcs; ++i)
      if (source.credits[index((source.vc + i) % mesh_.noc.vcs)] > 0) return (source.vc + i) % mesh_.noc.vcs;
    return -1;
  }

  void send(Time now, int place, Source& source, int vc) {
    const std::size_t packet = source.packets.front();
    --source.credits[index(vc)];
    source.vc = outcome_.injection_vcs[packet] = vc;
    const bool tail = source.position + 1 == mesh_.packets[packet].flits;
    routers_[index(tile_of(place))].receive(port_of(place), vc,
                                            {packet, source.position, tail, now + mesh_.injection_delay_cycles});
    source.position = tail ? 0 : source.position + 1;
    if (tail) source.packets.pop_front();
    source.next_departure = now + mesh_.noc.link_interval_cycles;
    last_move_ = now;
  }

  void serve(Time now, int place) {
    Sink& sink = sinks_[index(place)];
    if (sink.queue.empty() || sink.queue.front().first > now || sink.serve_at > now) return;
    routers_[index(tile_of(place))].credit(port_of(place), sink.queue.front().second, now + 1);
    sink.queue.pop_front();
    sink.serve_at = now + std::max(mesh_.service_cycles, 1);
    last_move_ = now;
  }

  void flit(int tile, int output, int vc, const NaiveFlit& flit) override {
    last_move_ = std::max(last_move_, flit.arrival);
    if (output != kLocal && output != kHost) {
      routers_[index(next_tile(mesh_, tile, output))].receive(entry_port(output), vc, flit);
      return;
    }
    const int place = place_of(tile, output);
    const std::vector<int>& destinations = mesh_.packets[flit.packet].destinations;
    const auto found = std::find(destinations.begin(), destinations.end(), place);
    const auto destination = static_cast<std::size_t>(found - destinations.begin());
    outcome_.arrivals[arrival_index_.of(flit.packet, destination, flit.position)] = {static_cast<Cycle>(flit.arrival),
                                                                                     vc};
    sinks_[index(place)].queue.emplace_back(flit.arrival, vc);
  }

  void credit(int tile, int input, int vc, Time arrival) override {
    if (input == kLocal || input == kHost)
      sources_[index(place_of(tile, input))].credits_under_way.emplace_back(arrival, vc);
    else
      routers_[index(next_tile(mesh_, tile, input))].credit(entry_port(input), vc, arrival);
  }

  const MeshCase& mesh_;
  const ArrivalIndex arrival_index_;
  Outcome outcome_;
  std::vector<NaiveRouter> routers_;
  std::vector<Source> sources_;
  std::vector<Sink> sinks_;
  Time last_move_ = 0;
};

}  // namespace
}  // namespace naive

Outcome run_naive(const MeshCase& mesh) { return naive::NaiveMesh(mesh).run(); }

}  // namespace spikeloom
