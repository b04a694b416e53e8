// SPDX-License-Identifier: Apache-2.0
#include "rtl/cosim/lockstep_values.hpp"

namespace spikeloom {
namespace {

constexpr std::size_t kUserWord = 1, kDataWord = 2;

}  // namespace

std::string hex_text(std::uint32_t word) {
  constexpr const char* kDigits = "0123456789abcdef";
  std::string text;
  for (unsigned shift = 32; shift != 0; shift -= 4) text += kDigits[word >> (shift - 4) & 15U];
  return text;
}

std::string flit_text(const Lockstep::Value& value) {
  const std::uint32_t marks = value.word[0];
  std::string text = "vc " + std::to_string(marks >> 2U);
  text += (marks & 2U) != 0 ? ((marks & 1U) != 0 ? " single" : " head") : ((marks & 1U) != 0 ? " tail" : " body");
  text += " packet " + std::to_string(value.word[kUserWord]) + " data ";
  for (std::size_t i = value.words; i-- > kDataWord;) text += hex_text(value.word[i]);
  return text;
}

std::string place_in_chip(const std::string& name) {
  const std::size_t dot = name.find('.');
  return dot == std::string::npos ? name : name.substr(dot + 1);
}

}  // namespace spikeloom
