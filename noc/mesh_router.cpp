// SPDX-License-Identifier: Apache-2.0
#include "noc/mesh_router.hpp"

#include <stdexcept>

#include "noc/routing.hpp"
#include "sim/config/chip_spec.hpp"

namespace spikeloom {
namespace {

constexpr std::size_t at(Direction d) { return static_cast<std::size_t>(d); }

}  // namespace

MeshRouter::MeshRouter(const sc_core::sc_module_name& name, const RouterContext& context)
    : Router(name),
      scheduler_(context.scheduler),
      block_(context.scheduler.add(*this)),
      columns_(context.columns),
      rows_(context.rows),
      column_(context.column),
      row_(context.row),
      router_stages_(context.noc.router_stages),
      link_latency_cycles_(context.noc.link_latency_cycles) {
  for (std::size_t d = 0; d < kDirections; ++d) {
    inputs_[d].router = this;
    inputs_[d].port = static_cast<int>(d);
    inputs_[d].buffer.set_capacity(static_cast<std::size_t>(context.noc.buffer_flits));
    links[d].in.flits(inputs_[d]);
    links[d].in.credits(inputs_[d]);
    credits_[d] = CreditCounter(context.noc.buffer_flits);
  }
  credits_[at(Direction::Local)] = CreditCounter(context.local_credits);
  if (column_ == 0) credits_[at(Direction::West)] = CreditCounter(context.edge_credits);
}

void MeshRouter::accept(int port, const Flit& flit, Cycle arrival) {
  const Cycle eligible = arrival + static_cast<Cycle>(router_stages_) - 1;
  const Direction output = route_xy(column_, row_, columns_, rows_, flit.destination);
  auto& buffer = inputs_[static_cast<std::size_t>(port)].buffer;
  if (buffer.full()) throw std::logic_error(std::string(name()) + ": a flit came without a credit");
  buffer.push_back({flit, eligible, output});
  actions_.add(Action::BufferWrite);
  scheduler_.wake(block_, eligible);
}

void MeshRouter::accept_credit(int port, Cycle arrival) {
  credits_[static_cast<std::size_t>(port)].returned(arrival);
  scheduler_.wake(block_, arrival);
}

void MeshRouter::step(Cycle now) {
  for (CreditCounter& credit : credits_) credit.collect(now);
  const std::array<unsigned, kDirections> requests = collect_requests(now);
  for (int output = 0; output < kDirections; ++output) {
    const unsigned wanted = requests[static_cast<std::size_t>(output)];
    if (wanted != 0 && credits_[static_cast<std::size_t>(output)].available())
      traverse(arbitrate(output, wanted), output, now);
  }
  wake_for_more(now);
}

// Bit i of entry o: the head of input i wants output o now.
std::array<unsigned, kDirections> MeshRouter::collect_requests(Cycle now) {
  std::array<unsigned, kDirections> requests{};
  for (std::size_t i = 0; i < kDirections; ++i) {
    const auto& buffer = inputs_[i].buffer;
    if (!buffer.empty() && buffer.front().eligible <= now) requests[at(buffer.front().output)] |= 1U << i;
  }
  return requests;
}

// Round robin: the first requester after the one granted last.
int MeshRouter::arbitrate(int output, unsigned requests) {
  int& last = last_granted_[static_cast<std::size_t>(output)];
  for (int i = 1; i <= kDirections; ++i) {
    const int candidate = (last + i) % kDirections;
    if ((requests >> static_cast<unsigned>(candidate) & 1U) != 0) {
      last = candidate;
      break;
    }
  }
  actions_.add(Action::Arbitration);
  return last;
}

void MeshRouter::traverse(int input, int output, Cycle now) {
  auto& buffer = inputs_[static_cast<std::size_t>(input)].buffer;
  const Flit flit = buffer.front().flit;
  buffer.pop_front();
  credits_[static_cast<std::size_t>(output)].spend();
  actions_.add(Action::BufferRead);
  actions_.add(Action::Crossbar);
  if (output != static_cast<int>(Direction::Local)) {
    actions_.add(Action::LinkTraversal);
    ++link_flits_;
  }
  links[static_cast<std::size_t>(output)].out.flits->receive(flit, now + static_cast<Cycle>(link_latency_cycles_));
  links[static_cast<std::size_t>(input)].out.credits->credit(now + 1);
}

// A head that is eligible and has a credit can move in the next cycle; one without is woken by its credit's arrival.
void MeshRouter::wake_for_more(Cycle now) {
  for (const Input& input : inputs_) {
    if (input.buffer.empty()) continue;
    const Waiting& head = input.buffer.front();
    if (head.eligible > now)
      scheduler_.wake(block_, head.eligible);
    else if (credits_[at(head.output)].available())
      scheduler_.wake(block_, now + 1);
  }
}

std::string MeshRouter::waiting() const {
  static constexpr std::array<const char*, kDirections> kNames{"local", "north", "east", "south", "west"};
  std::string text;
  for (std::size_t i = 0; i < kDirections; ++i) {
    const auto& buffer = inputs_[i].buffer;
    if (buffer.empty()) continue;
    text += (text.empty() ? "" : "; ") + std::to_string(buffer.size()) + " flits from " + kNames[i] + " wait for " +
            kNames[at(buffer.front().output)];
  }
  return text;
}

}  // namespace spikeloom
