// SPDX-License-Identifier: Apache-2.0
#pragma once
// A recording: what the reference computed for some images, in a file. It holds everything that a chip needs to be
// replayed without arithmetic: spikes and values of every layer, logits, prediction, synaptic additions. Written by
// `spikeloom record`; read by runs in replay mode. The file's layout: activity_format.hpp.
//
// A recording belongs to one network and to the images it was made from: fingerprints of both stand in it, and whoever
// replays asks require_network() once and find_image() for each image. What read() gives back is equal, bit by bit, to
// what Reference::run() gave. Everything may be called from several threads at a time.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "models/images/image.hpp"
#include "models/network.hpp"
#include "models/reference/reference.hpp"

namespace spikeloom {

/// Hash of every integer that decides what the network computes; names, class names and logit scale do not matter.
std::uint64_t fingerprint(const Network& network);
/// Hash of the image's size and pixels.
std::uint64_t fingerprint(const Image& image);
/// Sixteen hexadecimal digits, as messages and JSON show a fingerprint.
std::string fingerprint_text(std::uint64_t fingerprint);

class RecordingWriter {
 public:
  /// Begins a file beside `path`. Throws InputError when it cannot be made. `network` must outlive the writer.
  RecordingWriter(const std::string& path, const Network& network, int threads = 1);
  /// Without finish() nothing stays behind.
  ~RecordingWriter();
  RecordingWriter(const RecordingWriter&) = delete;
  RecordingWriter& operator=(const RecordingWriter&) = delete;

  /// Compresses and appends; images keep the order in which they were added. The bytes do not depend on `threads`.
  void add(const Image& image, const Inference& inference);
  /// Writes the index; only now the file stands at `path`, whole, whatever stood there before.
  void finish();
  std::uint64_t bytes() const;  ///< of the file so far

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// What a recording tells without decompressing anything.
struct RecordedLayer {
  std::string name;
  MapShape shape;       ///< of a time step
  int spike_steps = 0;  ///< 0: the layer does not fire
  int value_steps = 0;  ///< 0: the layer emits no values
};

class Recording {
 public:
  /// Reads the index. Throws InputError: missing, no recording, another version, truncated, damaged.
  explicit Recording(const std::string& path);
  ~Recording();
  Recording(Recording&&) noexcept;
  Recording& operator=(Recording&&) noexcept;

  const std::string& path() const;
  std::uint64_t bytes() const;  ///< of the file
  int images() const;
  int time_steps() const;
  const std::vector<RecordedLayer>& layers() const;

  /// Throws InputError with both fingerprints when it was made from another network.
  void require_network(const Network& network) const;
  /// Index of the recorded image with these pixels. Throws InputError with its fingerprint and those recorded.
  int find_image(const Image& image) const;

  /// All layers of an image, decompressed on so many threads. Throws InputError with file, image, layer and offset
  /// when the stored bytes are damaged.
  Inference read(int image, int threads = 1) const;
  /// One layer alone: reads only its bytes.
  LayerActivity read_layer(int image, int layer) const;

  const std::vector<std::int32_t>& logits(int image) const;
  int prediction(int image) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace spikeloom
