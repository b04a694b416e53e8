// SPDX-License-Identifier: Apache-2.0
#include "rtl/traces/text_stream.hpp"

#include <unistd.h>
#include <zstd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <vector>

#include "base/error.hpp"

namespace spikeloom {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kChunk = std::size_t{1} << 20;
constexpr std::size_t kLongestLine = std::size_t{1} << 26;  // the header of a block with large tables

bool is_compressed(const std::string& path) { return fs::path(path).extension() == ".zst"; }

/// A link stays a link: the file behind it is the one that is written.
std::string behind_link(const std::string& path) {
  std::error_code failed;
  const fs::path real = fs::canonical(path, failed);
  return failed ? path : real.string();
}

/// Beside its place; pipes and devices are written in place, for renaming over them would replace them.
std::string partial_of(const std::string& path) {
  std::error_code ignored;
  const bool special = fs::exists(path, ignored) && !fs::is_regular_file(path, ignored);
  return special ? path : path + ".partial-" + std::to_string(::getpid());
}

struct FreeZstd {
  void operator()(ZSTD_CStream* stream) const { ZSTD_freeCStream(stream); }
  void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
};

}  // namespace

class TextWriter::Impl {
 public:
  explicit Impl(const std::string& path)
      : path_(behind_link(path)), partial_(partial_of(path_)), file_(partial_, std::ios::binary) {
    if (!file_) throw InputError(path + ": cannot be written: " + std::strerror(errno));
    if (is_compressed(path)) {
      zstd_.reset(ZSTD_createCStream());
      ZSTD_CCtx_setParameter(zstd_.get(), ZSTD_c_checksumFlag, 1);
    }
  }
  ~Impl() {
    std::error_code ignored;
    if (!committed_ && partial_ != path_) fs::remove(partial_, ignored);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  void write(const std::string& text) {
    buffer_ += text;
    if (buffer_.size() >= kChunk) flush(ZSTD_e_continue);
  }

  void commit() {
    flush(ZSTD_e_end);
    file_.close();
    if (!file_) throw InputError(path_ + ": not all of it could be stored");
    std::error_code failed;
    if (partial_ != path_) fs::rename(partial_, path_, failed);
    if (failed) throw InputError(path_ + ": cannot be written: " + failed.message());
    committed_ = true;
  }

 private:
  void flush(ZSTD_EndDirective directive) {
    if (zstd_)
      compress(directive);
    else
      file_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    buffer_.clear();
    if (!file_) throw InputError(path_ + ": not all of it could be stored");
  }

  void compress(ZSTD_EndDirective directive) {
    ZSTD_inBuffer in{buffer_.data(), buffer_.size(), 0};
    std::vector<char> bytes(ZSTD_CStreamOutSize());
    for (std::size_t left = 1; left != 0 || in.pos < in.size;) {
      ZSTD_outBuffer out{bytes.data(), bytes.size(), 0};
      left = ZSTD_compressStream2(zstd_.get(), &out, &in, directive);
      if (ZSTD_isError(left) != 0) throw InputError(path_ + ": zstd: " + ZSTD_getErrorName(left));
      file_.write(bytes.data(), static_cast<std::streamsize>(out.pos));
      if (directive == ZSTD_e_continue && in.pos == in.size) return;
    }
  }

  const std::string path_, partial_;
  std::ofstream file_;
  std::unique_ptr<ZSTD_CStream, FreeZstd> zstd_;
  std::string buffer_;
  bool committed_ = false;
};

TextWriter::TextWriter(const std::string& path) : impl_(std::make_unique<Impl>(path)) {}
TextWriter::~TextWriter() = default;
void TextWriter::write(const std::string& text) { impl_->write(text); }
void TextWriter::commit() { impl_->commit(); }

class LineReader::Impl {
 public:
  explicit Impl(const std::string& path) : path_(path), file_(path, std::ios::binary) {
    if (!file_ || fs::is_directory(path)) throw InputError(path + ": cannot be opened");
    if (is_compressed(path)) zstd_.reset(ZSTD_createDStream());
  }

  bool next(std::string& line) {
    for (;;) {
      const std::size_t end = text_.find('\n', begin_);
      if (end != std::string::npos) {
        line.assign(text_, begin_, end - begin_);
        begin_ = end + 1;
        ++line_;
        return true;
      }
      if (text_.size() - begin_ > kLongestLine)
        throw InputError(path_ + ": line " + std::to_string(line_ + 1) + " is longer than any of a trace");
      if (!read_more()) break;
    }
    line.assign(text_, begin_);
    begin_ = text_.size();
    if (line.empty()) return false;
    ++line_;
    return cut_ = true;
  }
  bool cut() const { return cut_; }
  std::uint64_t line_number() const { return line_; }

 private:
  bool read_more() {
    text_.erase(0, begin_);
    begin_ = 0;
    std::string bytes(kChunk, '\0');
    file_.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(file_.gcount()));
    if (bytes.empty()) {
      if (zstd_ && frame_left_ != 0) throw InputError(path_ + ": truncated: its compressed data have no end");
      return false;
    }
    if (zstd_)
      decompress(bytes);
    else
      text_ += bytes;
    return true;
  }

  void decompress(const std::string& bytes) {
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    std::vector<char> chunk(kChunk);
    for (bool full = true; in.pos < in.size || full;) {
      ZSTD_outBuffer out{chunk.data(), chunk.size(), 0};
      frame_left_ = ZSTD_decompressStream(zstd_.get(), &out, &in);
      if (ZSTD_isError(frame_left_) != 0) throw InputError(path_ + ": damaged: " + ZSTD_getErrorName(frame_left_));
      text_.append(chunk.data(), out.pos);
      full = out.pos == out.size && frame_left_ != 0;
    }
  }

  const std::string path_;
  std::ifstream file_;
  std::unique_ptr<ZSTD_DStream, FreeZstd> zstd_;
  std::size_t frame_left_ = 0;
  std::string text_;  ///< read, and not yet handed out from begin_ on
  std::size_t begin_ = 0;
  std::uint64_t line_ = 0;
  bool cut_ = false;
};

LineReader::LineReader(const std::string& path) : impl_(std::make_unique<Impl>(path)) {}
LineReader::~LineReader() = default;
bool LineReader::next(std::string& line) { return impl_->next(line); }
bool LineReader::cut() const { return impl_->cut(); }
std::uint64_t LineReader::line_number() const { return impl_->line_number(); }

}  // namespace spikeloom
