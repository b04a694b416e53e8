// SPDX-License-Identifier: Apache-2.0
#include "runs/rates_file.hpp"

#include <algorithm>

#include "base/field_reader.hpp"
#include "base/suggestion.hpp"

namespace spikeloom {
namespace {

/// block3.0.attn -> block3.*.attn
std::string with_stars(const std::string& name) {
  std::string result;
  std::size_t begin = 0;
  while (begin <= name.size()) {
    const std::size_t end = std::min(name.find('.', begin), name.size());
    const std::string part = name.substr(begin, end - begin);
    const bool number = !part.empty() && part.find_first_not_of("0123456789") == std::string::npos;
    result += (begin == 0 ? "" : ".") + (number && begin > 0 && name.rfind("block", 0) == 0 ? "*" : part);
    begin = end + 1;
  }
  return result;
}

std::vector<std::string> known_patterns(const std::vector<std::string>& firing) {
  std::vector<std::string> patterns;
  for (const std::string& name : firing) {
    const std::string pattern = with_stars(name);
    if (std::find(patterns.begin(), patterns.end(), pattern) == patterns.end()) patterns.push_back(pattern);
  }
  return patterns;
}

double read_rate(const ConfigNode& node, const std::string& key) {
  const double rate = read_double(node, key);
  if (!(rate > 0.0 && rate <= 1.0))
    fail_at(node.place, key + ": " + node.text + " is out of range; allowed: above 0, up to 1");
  return rate;
}

RateRule read_rule(const ConfigNode& node, const std::string& key, const std::vector<std::string>& firing) {
  if (node.kind != ConfigNode::Kind::Map)
    fail_at(node.place, key + ": must be {layers: NAME, rate: R}, not " + node.kind_name());
  FieldReader reader(&node, key);
  const ConfigNode& layers = reader.required("layers", "a name, in which * stands for any text");
  RateRule rule;
  rule.layers = read_text(layers, reader.full("layers"));
  rule.rate = read_rate(reader.required("rate", "spikes a neuron and time step"), reader.full("rate"));
  reader.finish();
  const auto is_meant = [&rule](const std::string& name) { return fits(rule.layers, name); };
  if (std::none_of(firing.begin(), firing.end(), is_meant))
    fail_at(layers.place, reader.full("layers") + ": no layer that fires is called '" + rule.layers + "'" +
                              suggestion(rule.layers, known_patterns(firing)));
  return rule;
}

}  // namespace

RateProfile read_rates(const std::string& path, const std::vector<std::string>& firing) {
  const ConfigNode document = read_document(path);
  FieldReader reader(&document, "");
  RateProfile profile;
  profile.name = read_text(reader.required("name", "what the profile is called"), "name");
  profile.what = read_text(reader.required("what", "a measurement, or an assumption"), "what");
  profile.source = read_text(reader.required("source", "where the numbers come from"), "source");
  profile.default_rate = read_rate(reader.required("default", "the rate of all other layers"), "default");
  if (const ConfigNode* rules = reader.take("rates")) {
    if (rules->kind != ConfigNode::Kind::List)
      fail_at(rules->place, std::string("rates: must be a list of {layers: NAME, rate: R}, not ") + rules->kind_name());
    for (const ConfigNode& item : rules->items)
      profile.rules.push_back(read_rule(item, "rates[" + std::to_string(profile.rules.size()) + "]", firing));
  }
  reader.finish();
  return profile;
}

}  // namespace spikeloom
