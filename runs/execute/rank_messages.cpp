// SPDX-License-Identifier: Apache-2.0
#include "runs/execute/rank_messages.hpp"

#include <nlohmann/json.hpp>

namespace spikeloom {
namespace {

using Message = nlohmann::json;

/// A letter for the word, then what belongs to it.
std::string with_word(RankWord word, const std::string& rest) {
  return static_cast<char>('a' + static_cast<int>(word)) + rest;
}

std::string dumped(const Message& json) { return json.dump(-1, ' ', true, Message::error_handler_t::replace); }

std::string rest_of(const std::string& text) { return text.substr(1); }

}  // namespace

RankWord word_of(const std::string& text) { return static_cast<RankWord>(text.at(0) - 'a'); }

std::string plain_text(RankWord word) { return with_word(word, ""); }

std::string begin_text(const BeginWord& begin) {
  return with_word(RankWord::Begin, dumped(Message::array({begin.version, begin.fingerprint, begin.folder})));
}

BeginWord begin_of(const std::string& text) {
  const Message json = Message::parse(rest_of(text));
  return {json.at(0), json.at(1), json.at(2)};
}

std::string simulate_text(const std::vector<AskedPoint>& points) {
  Message json = Message::array();
  for (const AskedPoint& point : points) json.push_back(Message::array({point.number, point.at, point.key}));
  return with_word(RankWord::Simulate, dumped(json));
}

std::vector<AskedPoint> asked_points(const std::string& text) {
  std::vector<AskedPoint> points;
  for (const Message& json : Message::parse(rest_of(text))) points.push_back({json.at(0), json.at(1), json.at(2)});
  return points;
}

std::string ready_text(const ReadyWord& ready) {
  return with_word(RankWord::Ready, dumped(Message::array({ready.host, ready.processes})));
}

ReadyWord ready_of(const std::string& text) {
  const Message json = Message::parse(rest_of(text));
  return {json.at(0), json.at(1)};
}

std::string refuse_text(const std::string& why) { return with_word(RankWord::Refuse, why); }

std::string refusal_of(const std::string& text) { return rest_of(text); }

std::string report_text(const PointReport& report) { return with_word(RankWord::Report, report.to_line()); }

PointReport report_of(const std::string& text) { return PointReport::from_line(rest_of(text)); }

}  // namespace spikeloom
