// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "models/recording/activity_codec.hpp"
#include "models/recording/activity_file.hpp"
#include "models/recording/activity_format.hpp"

namespace spikeloom {
namespace {

namespace fs = std::filesystem;

/// Behind links; a file or nothing, since what stands there is replaced.
std::string place_of(const std::string& path) {
  std::error_code failed;
  const fs::path real = fs::canonical(path, failed);
  if (failed) return path;
  if (!fs::is_regular_file(real)) throw InputError(path + ": cannot be written: it is no regular file");
  return real.string();
}

RecordingIndex index_of(const Network& network) {
  RecordingIndex index;
  index.time_steps = network.time_steps;
  index.network = fingerprint(network);
  for (const Layer& layer : network.layers) {
    const bool values = layer.emits_values || layer.accumulates_over_time;
    index.layers.push_back({layer.name, layer.out, layer.fires ? network.time_steps : 0,
                            !values                       ? 0
                            : layer.accumulates_over_time ? 1
                                                          : network.time_steps});
  }
  return index;
}

/// The sections of one image, compressed, in the order in which they are written.
struct Frames {
  std::vector<std::string> spikes, values;
};

Frames compress_layers(const Inference& inference, int threads) {
  const std::size_t layers = inference.layers.size();
  Frames frames{std::vector<std::string>(layers), std::vector<std::string>(layers)};
  parallel_for(threads, static_cast<int>(2 * layers), [&](int i) {
    const std::size_t layer = static_cast<std::size_t>(i) / 2;
    const LayerActivity& activity = inference.layers[layer];
    if (i % 2 == 0 && !activity.values.empty()) frames.values[layer] = compress(value_bytes(activity.values));
    if (i % 2 == 1 && !activity.spikes.empty()) frames.spikes[layer] = compress(spike_bytes(activity.spikes));
  });
  return frames;
}

}  // namespace

class RecordingWriter::Impl {
 public:
  Impl(const std::string& path, const Network& network, int threads)
      : path_(path),
        place_(place_of(path)),
        partial_(place_ + ".partial-" + std::to_string(::getpid())),
        threads_(threads),
        index_(index_of(network)),
        file_(partial_, std::ios::binary | std::ios::trunc) {
    if (!file_) throw InputError(path + ": cannot be written: " + std::strerror(errno));
    append(std::string(kRecordingMagic) + little_endian(kRecordingVersion, 4) + little_endian(0, 4));
  }

  ~Impl() {
    std::error_code ignored;
    if (!finished_) fs::remove(partial_, ignored);
  }

  void add(const Image& image, const Inference& inference) {
    RecordedImage entry{fingerprint(image), inference.logits, {}};
    const Frames frames = compress_layers(inference, threads_);
    for (std::size_t i = 0; i < inference.layers.size(); ++i)
      entry.layers.push_back(
          {inference.layers[i].synaptic_additions, append(frames.spikes[i]), append(frames.values[i])});
    index_.images.push_back(std::move(entry));
  }

  void finish() {
    const std::string text = index_text(index_);
    const Section section = append(compress(text));
    append(little_endian(section.offset, 8) + little_endian(section.bytes, 8) + little_endian(text.size(), 8) +
           kTailMagic);
    file_.close();
    if (!file_) throw InputError(path_ + ": not all of it could be stored");
    std::error_code failed;
    fs::rename(partial_, place_, failed);
    if (failed) throw InputError(path_ + ": cannot be written: " + failed.message());
    finished_ = true;
  }

  std::uint64_t bytes() const { return bytes_; }

 private:
  Section append(const std::string& bytes) {
    const Section section{bytes_, bytes.size()};
    file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!file_) throw InputError(path_ + ": not all of it could be stored");
    bytes_ += bytes.size();
    return section;
  }

  std::string path_, place_, partial_;
  int threads_;
  RecordingIndex index_;
  std::ofstream file_;
  std::uint64_t bytes_ = 0;
  bool finished_ = false;
};

RecordingWriter::RecordingWriter(const std::string& path, const Network& network, int threads)
    : impl_(std::make_unique<Impl>(path, network, threads)) {}
RecordingWriter::~RecordingWriter() = default;
void RecordingWriter::add(const Image& image, const Inference& inference) { impl_->add(image, inference); }
void RecordingWriter::finish() { impl_->finish(); }
std::uint64_t RecordingWriter::bytes() const { return impl_->bytes(); }

}  // namespace spikeloom
