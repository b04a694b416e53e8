// SPDX-License-Identifier: Apache-2.0
#pragma once
// Text files of any length, line by line; compressed with zstd where the name ends in .zst.

#include <cstdint>
#include <memory>
#include <string>

namespace spikeloom {

/// Is written beside its place. Errors throw InputError with the path.
class TextWriter {
 public:
  explicit TextWriter(const std::string& path);
  ~TextWriter();  ///< without commit(): nothing is left
  TextWriter(const TextWriter&) = delete;
  TextWriter& operator=(const TextWriter&) = delete;

  void write(const std::string& text);
  /// All is written: the file gets its name.
  void commit();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

class LineReader {
 public:
  /// Throws InputError when there is no such file.
  explicit LineReader(const std::string& path);
  ~LineReader();
  LineReader(const LineReader&) = delete;
  LineReader& operator=(const LineReader&) = delete;

  /// The next line without its end; false at the end of the file. Throws InputError for damaged compressed data and a
  /// line that is longer than any in a trace.
  bool next(std::string& line);
  /// Of the line that was read last; the first is 1.
  std::uint64_t line_number() const;
  /// The line that was read last is the file's last one, and has no end: the file was cut.
  bool cut() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace spikeloom
