// SPDX-License-Identifier: Apache-2.0
// YAML without its surprises: each is refused at its place.
#include "base/document.hpp"

#include <catch2/catch.hpp>

#include "tests/support/error_of.hpp"

namespace spikeloom {
namespace {

ConfigNode tree(const std::string& text) { return parse_document(text, Place{"f.yaml", 1, 1}); }
std::string refusal(const std::string& text) {
  return error_of([&] { tree(text); });
}

}  // namespace

TEST_CASE("a quote that is not closed does not swallow the keys after it") {
  const std::string message = "this quote is not closed on its line";
  CHECK(refusal("name: \"abc\nmesh: {columns: 8}\ncore: {lanes: 16}\nlast: \"x\"\n") == "f.yaml:1:7: " + message);
  CHECK(refusal("a: 1\nname: 'abc\nmesh: 8\nlast: 'x'\n") == "f.yaml:2:7: " + message);
  CHECK(refusal("name: \"abc\\\n  def\"\n") == "f.yaml:1:7: " + message);
  CHECK(refusal("list: [a, 'b\n, c']\n") == "f.yaml:1:11: " + message);
  CHECK(refusal("\"key\nmore\": 1\n").find("f.yaml:2:6: not YAML: ") == 0);
}

TEST_CASE("plain text over several lines is refused, a block is not") {
  CHECK(refusal("name: one\n  two\n") == "f.yaml:1:7: a text of several lines; allowed: behind > or |");
  CHECK(refusal("list: [one\n two]\n") == "f.yaml:1:8: a text of several lines; allowed: behind > or |");
  CHECK(tree("what: >\n  one\n  two\nb: 1\n").find("what")->text == "one two\n");
  CHECK(tree("what: |\n  one\n  two\n").find("what")->text == "one\ntwo\n");
}

TEST_CASE("quotes hold quotes, escapes and comment signs") {
  CHECK(tree("a: 'it''s'\n").find("a")->text == "it's");
  CHECK(tree("a: \"say \\\"yes\\\" # no comment\" # a comment\n").find("a")->text == "say \"yes\" # no comment");
  CHECK(tree("a: \"back\\\\\"\nb: 1\n").find("b")->text == "1");
  CHECK(tree("a: it's \"fine\"\n").find("a")->text == "it's \"fine\"");
}

TEST_CASE("line ends of Windows and a byte order mark change nothing") {
  const ConfigNode root = tree(
      "\xEF\xBB\xBF"
      "a: one\r\nb: 'two'\r\nc: {d: 3}\r\n");
  CHECK(root.find("a")->text == "one");
  CHECK(root.find("b")->text == "two");
  CHECK(root.find("c")->find("d")->place.text() == "f.yaml:3:8");
}

TEST_CASE("text that is not UTF-8 is refused at its byte") {
  CHECK(refusal("a: 1\nname: caf\xE9 x\n") == "f.yaml:2:10: this byte is not UTF-8");
  CHECK(tree("name: caf\xC3\xA9\n").find("name")->text == "caf\xC3\xA9");
}

TEST_CASE("aliases, anchors, tags, merge keys, second documents and duplicate keys are refused") {
  CHECK(refusal("a: &x 1\n") == "f.yaml:1:4: anchors are not allowed");
  CHECK(refusal("a: *x\n").find("f.yaml:1:4: ") == 0);
  CHECK(refusal("a: !!int 3\n").find("f.yaml:1:4: tags (") == 0);
  CHECK(refusal("a: 1\n---\nb: 2\n").find("a second document") != std::string::npos);
  CHECK(refusal("a: 1\na: 2\n") == "f.yaml:2:1: duplicate key 'a'; first at f.yaml:1:1");
}

}  // namespace spikeloom
