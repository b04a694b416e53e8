// SPDX-License-Identifier: Apache-2.0
// Reading of a recording; recording_writer.cpp writes it.
#include "models/recording/activity_file.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "models/recording/activity_codec.hpp"
#include "models/recording/activity_format.hpp"

namespace spikeloom {
namespace {

constexpr std::uint64_t kLargestIndex = std::uint64_t{1} << 32;
constexpr std::size_t kFingerprintsTold = 4;

/// So many bytes from an offset on. Each call opens the file anew, so that threads need not wait for each other.
std::string bytes_at(const std::string& path, const Section& section) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw InputError(path + ": cannot be opened: " + std::strerror(errno));
  std::string bytes(section.bytes, '\0');
  file.seekg(static_cast<std::streamoff>(section.offset));
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!file)
    throw InputError(path + ": cannot be read: " + std::to_string(section.bytes) + " bytes at offset " +
                     std::to_string(section.offset));
  return bytes;
}

std::uint64_t size_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  const std::streamoff size = file ? static_cast<std::streamoff>(file.tellg()) : -1;
  if (size < 0 || size == INT64_MAX) throw InputError(path + ": cannot be opened as a file");
  return static_cast<std::uint64_t>(size);
}

void check_head(const std::string& path, std::uint64_t size) {
  const std::string head = bytes_at(path, {0, std::min(size, kHeadBytes)});
  if (head.compare(0, 8, kRecordingMagic) != 0 || head.size() < kHeadBytes)
    throw InputError(path + ": is no recording; 'spikeloom record' makes one");
  const std::uint64_t version = from_little_endian(head.data() + 8, 4);
  if (version != kRecordingVersion)
    throw InputError(path + ": is a recording of version " + std::to_string(version) + ", this program reads version " +
                     std::to_string(kRecordingVersion));
}

RecordingIndex read_index(const std::string& path, std::uint64_t size) {
  check_head(path, size);
  const std::string end = path + ": truncated or damaged at its end, offset ";
  if (size < kHeadBytes + kTailBytes) throw InputError(end + std::to_string(size) + ": there is no index");
  const std::uint64_t index_end = size - kTailBytes;
  const std::string tail = bytes_at(path, {index_end, kTailBytes});
  const Section index{from_little_endian(tail.data(), 8), from_little_endian(tail.data() + 8, 8)};
  if (tail.compare(24, 8, kTailMagic) != 0 || index.offset < kHeadBytes || index.offset > index_end ||
      index.bytes != index_end - index.offset)
    throw InputError(end + std::to_string(index_end) + ": there is no index");
  const std::uint64_t text_size = std::min(from_little_endian(tail.data() + 16, 8), kLargestIndex);
  const std::string where = path + ": index at offset " + std::to_string(index.offset);
  return parse_index(decompress(bytes_at(path, index), text_size, where), where, index.offset);
}

}  // namespace

class Recording::Impl {
 public:
  explicit Impl(const std::string& file) : path(file), bytes(size_of(file)), index(read_index(file, bytes)) {}

  const RecordedImage& image(int i) const {
    if (i < 0 || i >= static_cast<int>(index.images.size()))
      throw InputError(path + ": image " + std::to_string(i) + ": there are " + std::to_string(index.images.size()));
    return index.images[static_cast<std::size_t>(i)];
  }

  std::string read(int image_index, std::size_t layer, const char* what, const Section& section,
                   std::uint64_t most) const {
    return decompress(bytes_at(path, section), most, place(image_index, layer, what, section));
  }

  std::string place(int image_index, std::size_t layer, const char* what, const Section& section) const {
    return path + ": image " + std::to_string(image_index) + ": layer " + index.layers[layer].name + ": " + what +
           " at offset " + std::to_string(section.offset);
  }

  LayerActivity layer(int i, std::size_t l) const {
    const LayerSections& sections = image(i).layers[l];
    const RecordedLayer& recorded = index.layers[l];
    LayerActivity activity;
    activity.synaptic_additions = sections.synaptic_additions;
    if (recorded.spike_steps > 0) {
      activity.spikes = SpikeMap(recorded.spike_steps, recorded.shape);
      take_spikes(read(i, l, "spikes", sections.spikes, activity.spikes.bits().size() * sizeof(std::uint64_t)),
                  activity.spikes, place(i, l, "spikes", sections.spikes));
    }
    if (recorded.value_steps > 0) {
      activity.values = ValueMap(recorded.value_steps, recorded.shape);
      take_values(read(i, l, "values", sections.values, value_bytes_at_most(activity.values.values().size())),
                  activity.values, place(i, l, "values", sections.values));
    }
    return activity;
  }

  const std::string path;
  const std::uint64_t bytes;
  const RecordingIndex index;
};

Recording::Recording(const std::string& path) : impl_(std::make_unique<Impl>(path)) {}
Recording::~Recording() = default;
Recording::Recording(Recording&&) noexcept = default;
Recording& Recording::operator=(Recording&&) noexcept = default;

const std::string& Recording::path() const { return impl_->path; }
std::uint64_t Recording::bytes() const { return impl_->bytes; }
int Recording::images() const { return static_cast<int>(impl_->index.images.size()); }
int Recording::time_steps() const { return impl_->index.time_steps; }
const std::vector<RecordedLayer>& Recording::layers() const { return impl_->index.layers; }
const std::vector<std::int32_t>& Recording::logits(int image) const { return impl_->image(image).logits; }
int Recording::prediction(int image) const { return argmax(logits(image)); }

void Recording::require_network(const Network& network) const {
  const std::uint64_t asked = fingerprint(network);
  if (asked != impl_->index.network)
    throw InputError(path() + ": was recorded from another network: its fingerprint is " +
                     fingerprint_text(impl_->index.network) + ", this network's is " + fingerprint_text(asked));
}

int Recording::find_image(const Image& image) const {
  const std::uint64_t asked = fingerprint(image);
  std::string recorded;
  for (std::size_t i = 0; i < impl_->index.images.size(); ++i) {
    if (impl_->index.images[i].fingerprint == asked) return static_cast<int>(i);
    if (i < kFingerprintsTold) recorded += (i == 0 ? "" : ", ") + fingerprint_text(impl_->index.images[i].fingerprint);
  }
  if (impl_->index.images.size() > kFingerprintsTold)
    recorded += " and " + std::to_string(impl_->index.images.size() - kFingerprintsTold) + " more";
  throw InputError(path() + ": holds no such image: its fingerprint is " + fingerprint_text(asked) + ", recorded " +
                   (recorded.empty() ? "are none" : "are " + recorded));
}

Inference Recording::read(int image, int threads) const {
  Inference inference;
  inference.logits = logits(image);
  inference.prediction = prediction(image);
  inference.layers.resize(layers().size());
  parallel_for(threads, static_cast<int>(layers().size()),
               [&](int layer) { inference.layers[static_cast<std::size_t>(layer)] = read_layer(image, layer); });
  return inference;
}

LayerActivity Recording::read_layer(int image, int layer) const {
  if (layer < 0 || layer >= static_cast<int>(layers().size()))
    throw InputError(path() + ": layer " + std::to_string(layer) + ": there are " + std::to_string(layers().size()));
  return impl_->layer(image, static_cast<std::size_t>(layer));
}

}  // namespace spikeloom
