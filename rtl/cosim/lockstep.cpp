// SPDX-License-Identifier: Apache-2.0
#include "rtl/cosim/lockstep.hpp"

#include <algorithm>
#include <map>

#include "base/error.hpp"

namespace spikeloom {
namespace {

constexpr Cycle kWaveformCycles = 1000;  ///< shown in front of a difference

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(text.size(), width), ' ');
  return text;
}

}  // namespace

bool Lockstep::Value::operator==(const Value& other) const {
  return words == other.words && std::equal(word.begin(), word.begin() + words, other.word.begin());
}

Lockstep::Lockstep(std::string block, const LockstepLog& log, Waveform waveform)
    : block_(std::move(block)), log_(log), waveform_(std::move(waveform)) {}

int Lockstep::add_port(std::string name, const std::string& kind, Format format) {
  if (ports_.size() == kMaxPorts) throw std::logic_error("lock-step: too many ports");
  const auto known = std::find_if(kinds_.begin(), kinds_.end(), [&](const auto& has) { return has.first == kind; });
  const auto place = static_cast<std::size_t>(known - kinds_.begin());
  if (known == kinds_.end()) kinds_.emplace_back(kind, 0);
  ports_.push_back({std::move(name), place, std::move(format), {}});
  return static_cast<int>(ports_.size()) - 1;
}

void Lockstep::compare_filled(Cycle now) {
  int first_port = 0;
  Cycle first = kNever;
  for (std::uint64_t set = filled_; set != 0; set &= set - 1) {
    const int port = __builtin_ctzll(set);
    const Cycle cycle = compare_port(port, now);
    if (cycle >= first) continue;
    first = cycle;
    first_port = port;
  }
  if (first != kNever) fail(first_port, first);
}

Cycle Lockstep::compare_port(int number, Cycle now) {
  Port& port = ports_[static_cast<std::size_t>(number)];
  auto& [model, rtl] = port.sides;
  while (true) {
    const Cycle model_at = model.empty() ? kNever : model.front().cycle;
    const Cycle rtl_at = rtl.empty() ? kNever : rtl.front().cycle;
    const Cycle first = std::min(model_at, rtl_at);
    if (first > now) break;
    if (model_at != rtl_at || !(model.front().value == rtl.front().value)) return first;
    remember(number, model.front());
    ++kinds_[port.kind].second;
    model.pop_front();
    rtl.pop_front();
  }
  if (model.empty() && rtl.empty()) filled_ &= ~(std::uint64_t{1} << static_cast<unsigned>(number));
  return kNever;
}

void Lockstep::remember(int port, const Output& output) {
  history_.push_back({port, output});
  while (history_.front().output.cycle + kHistoryCycles < output.cycle) history_.pop_front();
}

std::string Lockstep::side_text(const Port& port, std::size_t side, Cycle cycle) const {
  const Ring<Output>& outputs = port.sides[side];
  return outputs.empty() || outputs.front().cycle != cycle ? "nothing" : port.format(outputs.front().value);
}

void Lockstep::fail(int number, Cycle cycle) {
  const Port& port = ports_[static_cast<std::size_t>(number)];
  std::string text = "lock-step: " + block_ + " differs from its RTL in cycle " + std::to_string(cycle) + " at " +
                     port.name + ": expected " + side_text(port, 0, cycle) + ", got " + side_text(port, 1, cycle) +
                     "\n";
  text += history_text(cycle);
  text += waveform_text(cycle);
  throw RunError(text);
}

// Cycle by cycle and port by port: what was equal, and all that both have put out since.
std::string Lockstep::history_text(Cycle cycle) {
  std::map<std::pair<Cycle, std::size_t>, std::array<std::string, 2>> rows;
  for (const Past& past : history_) {
    const std::string text = ports_[static_cast<std::size_t>(past.port)].format(past.output.value);
    rows[{past.output.cycle, static_cast<std::size_t>(past.port)}] = {text, text};
  }
  for (std::size_t p = 0; p < ports_.size(); ++p)
    for (std::size_t side = 0; side < 2; ++side)
      for (Ring<Output>& left = ports_[p].sides[side]; !left.empty(); left.pop_front())
        rows[{left.front().cycle, p}][side] = ports_[p].format(left.front().value);
  std::size_t width = 0;
  for (const auto& row : rows) width = std::max(width, row.second[0].size());
  std::string text = "  cycle       port          " + padded("model", width) + "  RTL\n";
  for (const auto& [place, values] : rows) {
    if (place.first + kHistoryCycles <= cycle) continue;
    text += (values[0] == values[1] ? "  " : "> ") + padded(std::to_string(place.first), 12) +
            padded(ports_[place.second].name, 14) + padded(values[0].empty() ? "-" : values[0], width) + "  " +
            (values[1].empty() ? "-" : values[1]) + "\n";
  }
  return text;
}

std::string Lockstep::waveform_text(Cycle cycle) const {
  std::string name = block_;
  std::replace(name.begin(), name.end(), '.', '_');
  const std::string path = log_.waveform_folder + "/lockstep_" + name + ".vcd";
  const Cycle first = cycle > kWaveformCycles ? cycle - kWaveformCycles : 0;
  try {
    waveform_(path, first, cycle + 4);
  } catch (const std::exception& error) {
    return std::string("  no waveform: ") + error.what();
  }
  return "  waveform of the RTL: " + path + " (cycles " + std::to_string(first) + " to " + std::to_string(cycle + 4) +
         ", 10 time units a cycle)";
}

void Lockstep::compare_count(const std::string& name, std::uint64_t model, std::uint64_t rtl) const {
  if (model != rtl)
    throw RunError("lock-step: " + block_ + " differs from its RTL at the end of the run in " + name + ": expected " +
                   std::to_string(model) + ", got " + std::to_string(rtl));
}

LockstepCounts Lockstep::counts() const { return {block_, cycles_, kinds_}; }

}  // namespace spikeloom
