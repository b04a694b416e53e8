// SPDX-License-Identifier: Apache-2.0
// Files that are no whole recording, and writers that do not get to their end.
#include <catch2/catch.hpp>

#include <filesystem>

#include "base/error.hpp"
#include "base/json_reader.hpp"
#include "models/recording/activity_codec.hpp"
#include "models/recording/activity_file.hpp"
#include "tests/support/error_of.hpp"
#include "tests/support/random_network.hpp"
#include "tests/support/scratch_folder.hpp"

namespace spikeloom {
namespace {

/// A recording of one image, and copies of it with something wrong.
class Damage {
 public:
  Damage() {
    const Image image = random_image(1, network_.input.shape);
    RecordingWriter writer(folder_.path("whole"), network_);
    writer.add(image, Reference(network_).run(image));
    writer.finish();
    bytes_ = read_file(folder_.path("whole"));
  }

  const std::string& bytes() const { return bytes_; }
  /// What opening and reading all of such a file says, after its name.
  std::string error(const std::string& bytes) const {
    const std::string path = folder_.write("damaged", bytes);
    const std::string text = error_of([&] { Recording(path).read(0); });
    return text.rfind(path, 0) == 0 ? text.substr(path.size()) : text;
  }
  std::string with_byte(std::size_t at, int difference) const {
    std::string other = bytes_;
    other[at] = static_cast<char>(other[at] ^ difference);
    return other;
  }

 private:
  Network network_ = random_network(5);
  ScratchFolder folder_;
  std::string bytes_;
};

TEST_CASE("is the whole file read without complaint?") {
  const Damage damage;
  CHECK(damage.error(damage.bytes()) == "no error");
}

TEST_CASE("is a file that is no recording told so?") {
  const Damage damage;
  const char* message = ": is no recording; 'spikeloom record' makes one";
  CHECK(damage.error("") == message);
  CHECK(damage.error("SPKLREC\n") == message);
  CHECK(damage.error(std::string(5000, 'x')) == message);
  CHECK(damage.error(damage.with_byte(8, 3)) == ": is a recording of version 2, this program reads version 1");
  CHECK(error_of([] { Recording("/nowhere/r"); }) == "/nowhere/r: cannot be opened as a file");
  CHECK(error_of([] { Recording("/tmp"); }) == "/tmp: cannot be opened as a file");
}

TEST_CASE("is a file that was cut short or lengthened refused, at whatever length?") {
  const Damage damage;
  const std::size_t size = damage.bytes().size();
  CHECK(damage.error(damage.bytes().substr(0, size - 1)) ==
        ": truncated or damaged at its end, offset " + std::to_string(size - 33) + ": there is no index");
  for (std::size_t length = 16; length < size; length += size / 40 + 1)
    CHECK_THAT(damage.error(damage.bytes().substr(0, length)), Catch::Contains("truncated or damaged at its end"));
  CHECK_THAT(damage.error(damage.bytes() + "x"), Catch::Contains("truncated or damaged at its end"));
}

TEST_CASE("does a single wrong bit anywhere go unnoticed?") {
  const Damage damage;
  int unnoticed = 0;
  for (std::size_t at = 16; at < damage.bytes().size(); at += damage.bytes().size() / 300 + 1)
    unnoticed += damage.error(damage.with_byte(at, 1 << at % 8)) == "no error" ? 1 : 0;
  CHECK(unnoticed == 0);
}

TEST_CASE("does the message name image, layer, section and offset?") {
  const Damage damage;
  const std::string error = damage.error(damage.with_byte(16 + 20, 0x10));  // within the first section
  CHECK_THAT(error, Catch::StartsWith(": image 0: layer downsample"));
  CHECK_THAT(error, Catch::Contains(" at offset 16: damaged: "));
}

TEST_CASE("is a frame that would become too large refused before it is made?") {
  const std::string frame = compress(std::string(100000, 'a'));
  CHECK(decompress(frame, 100000, "f") == std::string(100000, 'a'));
  CHECK(error_of([&] { decompress(frame, 99999, "f"); }) == "f: damaged: no frame of up to 99999 bytes");
  CHECK(error_of([&] { decompress("rubbish", 99999, "f"); }) == "f: damaged: no frame of up to 99999 bytes");
}

TEST_CASE("do bytes that do not fit a map get into it?") {
  SpikeMap spikes(2, {70, 1, 3});
  CHECK(error_of([&] { take_spikes("12345678", spikes, "f"); }) == "f: damaged: 8 bytes of spikes, needed are 96");
  ValueMap values(1, {2, 1, 1});
  for (const std::string& bytes :
       {std::string(), std::string("\2"), std::string("\5\0aaaaaaaaaa", 12), std::string("\2\0aaa", 5)})
    CHECK_THAT(error_of([&] { take_values(bytes, values, "f"); }), Catch::StartsWith("f: damaged: "));
}

TEST_CASE("does a writer that is given up leave anything behind?") {
  const ScratchFolder folder;
  const Network network = random_network(5);
  folder.write("r", "what stood there");
  { RecordingWriter writer(folder.path("r"), network); }
  CHECK(read_file(folder.path("r")) == "what stood there");
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path("")), {}) == 1);
}

TEST_CASE("is a place that cannot be written refused before anything is recorded?") {
  const ScratchFolder folder;
  const Network network = random_network(5);
  const std::string nowhere = folder.path("no/folder/r");
  CHECK_THAT(error_of([&] { RecordingWriter writer(nowhere, network); }),
             Catch::StartsWith(nowhere + ": cannot be written: "));
  CHECK(error_of([&] { RecordingWriter writer(folder.path(""), network); }) ==
        folder.path("") + ": cannot be written: it is no regular file");
}

TEST_CASE("does a link to a recording stay a link?") {
  const ScratchFolder folder;
  const Network network = random_network(5);
  folder.write("real", "old");
  std::filesystem::create_symlink(folder.path("real"), folder.path("link"));
  RecordingWriter(folder.path("link"), network).finish();
  CHECK(std::filesystem::is_symlink(folder.path("link")));
  CHECK(Recording(folder.path("real")).images() == 0);
}

}  // namespace
}  // namespace spikeloom
