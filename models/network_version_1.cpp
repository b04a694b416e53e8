// SPDX-License-Identifier: Apache-2.0
#include "models/network_version_1.hpp"

namespace spikeloom {
namespace {

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

bool contains(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

}  // namespace

Composite composite_of_version_1(const Network& network, const Layer& layer) {
  if (network.architecture != "metaspikeformer") return Composite::None;
  if (contains(layer.name, ".attn.")) {
    const bool behind = contains(layer.name, ".0.body.") && !ends_with(layer.name, ".0.body.0");
    return behind ? Composite::RepConvTail : Composite::RepConv;
  }
  if (ends_with(layer.name, ".Conv.dwconv")) return Composite::SepConv;
  if (ends_with(layer.name, ".Conv.pwconv2"))
    return layer.kernel.taps() == 1 ? Composite::SepConvTail : Composite::SepConv;
  return Composite::None;
}

}  // namespace spikeloom
