// SPDX-License-Identifier: Apache-2.0
#pragma once
// The layout of a recording; its writer and its reader share it. Numbers are little-endian.
//
//   head      8 bytes kRecordingMagic, 4 bytes kRecordingVersion, 4 bytes 0
//   sections  one zstd frame with checksum each: spikes or values of one layer for one image (recording_codec.hpp)
//   index     a zstd frame with checksum of JSON: layers, images, and where the sections of each stand
//   tail      8 bytes offset of the index, 8 bytes its size, 8 bytes its size when decompressed, 8 bytes kTailMagic
//
// A reader begins at the tail: a file cut short has none, and one that was lengthened does not end with it.

#include <cstdint>
#include <string>
#include <vector>

#include "models/recording/activity_file.hpp"

namespace spikeloom {

constexpr char kRecordingMagic[] = "SPKLREC\n";  // 8 bytes and the 0 of the literal
constexpr char kTailMagic[] = "SPKLEND\n";
constexpr std::uint32_t kRecordingVersion = 1;
constexpr std::uint64_t kHeadBytes = 16;
constexpr std::uint64_t kTailBytes = 32;

/// Where a frame stands; nothing when bytes is 0.
struct Section {
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
};

struct LayerSections {
  std::uint64_t synaptic_additions = 0;
  Section spikes, values;
};

struct RecordedImage {
  std::uint64_t fingerprint = 0;
  std::vector<std::int32_t> logits;
  std::vector<LayerSections> layers;
};

struct RecordingIndex {
  int time_steps = 1;
  std::uint64_t network = 0;  ///< its fingerprint
  std::vector<RecordedLayer> layers;
  std::vector<RecordedImage> images;
};

std::string index_text(const RecordingIndex& index);
/// Throws InputError that names `file` and the key. Sections lie between the head and `end`.
RecordingIndex parse_index(const std::string& text, const std::string& file, std::uint64_t end);

std::string little_endian(std::uint64_t number, int bytes);
std::uint64_t from_little_endian(const char* bytes, int count);

}  // namespace spikeloom
