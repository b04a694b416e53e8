// SPDX-License-Identifier: Apache-2.0
// An independent model of the mesh. All moves of a cycle are decided on the state at its start, then applied.

#include <deque>
#include <map>

#include "tests/noc/mesh_case.hpp"

namespace spikeloom {
namespace {

using Cycle = std::uint64_t;

struct Held {
  std::size_t flit;
  Cycle ready;  // first cycle in which it may move on
};

struct Move {
  int router, input, output;
};

// Ports: 0 local, 1 north, 2 east, 3 south, 4 west.
class NaiveMesh {
 public:
  explicit NaiveMesh(const MeshCase& mesh) : mesh_(mesh), tiles_(mesh.columns * mesh.rows) {
    buffers_.resize(static_cast<std::size_t>(tiles_) * 5);
    credits_.assign(static_cast<std::size_t>(tiles_) * 6, mesh.buffer_flits);
    for (int r = 0; r < tiles_; ++r) credits_[index6(r, 0)] = mesh.sink_places;
    credits_[index6(0, 4)] = mesh.sink_places;
    last_.assign(static_cast<std::size_t>(tiles_) * 5, 0);
    queues_.resize(static_cast<std::size_t>(tiles_) + 1);
    serve_at_.assign(static_cast<std::size_t>(tiles_) + 1, 0);
    sources_.resize(static_cast<std::size_t>(tiles_));
    for (std::size_t i = 0; i < mesh.flits.size(); ++i)
      sources_[static_cast<std::size_t>(mesh.flits[i].source)].push_back(i);
    arrivals_.assign(mesh.flits.size(), 0);
  }

  Arrivals run() {
    for (Cycle now = 1; served_ < mesh_.flits.size() && now < 1000000; ++now) cycle(now);
    return arrivals_;
  }

 private:
  std::size_t index5(int r, int p) const { return static_cast<std::size_t>(r * 5 + p); }
  std::size_t index6(int r, int p) const { return static_cast<std::size_t>(r * 6 + p); }

  int output_of(int router, std::size_t flit) const {
    const int destination = mesh_.flits[flit].destination;
    const bool host = destination == tiles_;
    const int dx = (host ? 0 : destination % mesh_.columns) - router % mesh_.columns;
    const int dy = (host ? 0 : destination / mesh_.columns) - router / mesh_.columns;
    if (dx != 0) return dx > 0 ? 2 : 4;
    if (dy != 0) return dy > 0 ? 3 : 1;
    return host ? 4 : 0;
  }

  int neighbour(int router, int port) const {
    const int steps[5] = {0, -mesh_.columns, 1, mesh_.columns, -1};
    return router + steps[port];
  }

  void cycle(Cycle now) {
    take_credits(now);
    const std::vector<Move> moves = decide(now);
    inject(now);
    for (const Move& move : moves) apply(move, now);
    serve(now);
  }

  void take_credits(Cycle now) {
    for (auto it = returning_.begin(); it != returning_.end() && it->first <= now; it = returning_.erase(it))
      ++credits_[index6(it->second.first, it->second.second)];
  }

  std::vector<Move> decide(Cycle now) {
    std::vector<Move> moves;
    for (int r = 0; r < tiles_; ++r)
      for (int o = 0; o < 5; ++o)
        for (int k = 1; k <= 5; ++k) {
          const int i = (last_[index5(r, o)] + k) % 5;
          const auto& buffer = buffers_[index5(r, i)];
          if (buffer.empty() || buffer.front().ready > now || output_of(r, buffer.front().flit) != o) continue;
          if (credits_[index6(r, o)] > 0) moves.push_back({r, i, o});
          break;
        }
    return moves;
  }

  void inject(Cycle now) {
    for (int r = 0; r < tiles_; ++r) {
      auto& source = sources_[static_cast<std::size_t>(r)];
      if (source.empty() || mesh_.flits[source.front()].cycle > now || credits_[index6(r, 5)] == 0) continue;
      --credits_[index6(r, 5)];
      put(r, 0, source.front(), now + 1);
      source.pop_front();
    }
  }

  void put(int router, int port, std::size_t flit, Cycle arrival) {
    buffers_[index5(router, port)].push_back({flit, arrival + static_cast<Cycle>(mesh_.router_stages) - 1});
  }

  void apply(const Move& move, Cycle now) {
    auto& buffer = buffers_[index5(move.router, move.input)];
    const std::size_t flit = buffer.front().flit;
    buffer.pop_front();
    last_[index5(move.router, move.output)] = move.input;
    --credits_[index6(move.router, move.output)];
    give_credit_upstream(move, now + 1);
    const Cycle arrival = now + static_cast<Cycle>(mesh_.link_latency_cycles);
    const bool to_host = mesh_.flits[flit].destination == tiles_ && move.router == 0 && move.output == 4;
    if (move.output == 0 || to_host) {
      queues_[static_cast<std::size_t>(to_host ? tiles_ : move.router)].push_back({flit, arrival});
      arrivals_[flit] = arrival;
    } else {
      put(neighbour(move.router, move.output), (move.output + 1) % 4 + 1, flit, arrival);
    }
  }

  void give_credit_upstream(const Move& move, Cycle at) {
    if (move.input == 0)
      returning_.insert({at, {move.router, 5}});
    else
      returning_.insert({at, {neighbour(move.router, move.input), (move.input + 1) % 4 + 1}});
  }

  void serve(Cycle now) {
    for (int s = 0; s <= tiles_; ++s) {
      auto& queue = queues_[static_cast<std::size_t>(s)];
      if (queue.empty() || queue.front().ready > now || serve_at_[static_cast<std::size_t>(s)] > now) continue;
      queue.pop_front();
      ++served_;
      serve_at_[static_cast<std::size_t>(s)] = now + static_cast<Cycle>(mesh_.service_cycles);
      returning_.insert({now + 1, {s == tiles_ ? 0 : s, s == tiles_ ? 4 : 0}});
    }
  }

  const MeshCase& mesh_;
  const int tiles_;
  std::vector<std::deque<Held>> buffers_, queues_;
  std::vector<int> credits_, last_;
  std::vector<Cycle> serve_at_;
  std::vector<std::deque<std::size_t>> sources_;
  std::multimap<Cycle, std::pair<int, int>> returning_;
  Arrivals arrivals_;
  std::size_t served_ = 0;
};

}  // namespace

Arrivals run_naive(const MeshCase& mesh) { return NaiveMesh(mesh).run(); }

}  // namespace spikeloom
