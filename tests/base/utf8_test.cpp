// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.hpp"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "base/json_writer.hpp"

namespace spikeloom {

TEST_CASE("every character that UTF-8 has is one, and its neighbours are not (RFC 3629)") {
  for (const std::string good : {"", "a", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
                                 "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"})
    CHECK(first_bad_byte(good) == std::string::npos);
  for (const std::string bad : {"\x80", "\xC1\xBF", "\xC2", "\xC2\x41", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xE1\x80",
                                "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF"})
    CHECK(first_bad_byte("ab" + bad) == 2);
}

TEST_CASE("bytes that are no text are shown, and stay different") {
  CHECK(printable("caf\xE9/x") == "caf\\xE9/x");
  CHECK(printable("caf\xE8/x") != printable("caf\xE9/x"));
  CHECK(printable("caf\xC3\xA9") == "caf\xC3\xA9");
}

TEST_CASE("JSON with such a path is written, keys and numbers untouched") {
  const nlohmann::ordered_json json = {{"z", {{"path", "f\xE9/o"}, {"n", 1.5}}}, {"a", {"ok", 7}}};
  CHECK(json_text(json, -1) == R"({"z":{"path":"f\\xE9/o","n":1.5},"a":["ok",7]})");
  CHECK(json_file_text({{"a", 1}}) == "{\n \"a\": 1\n}\n");
}

}  // namespace spikeloom
