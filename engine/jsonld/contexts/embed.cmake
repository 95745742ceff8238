# Checks the extracted contexts against the digests of contexts.json and writes them into one C++ file:
#   cmake -DTABLE=contexts.json -DTEXTS=folder -DOUTPUT=file.cpp -P embed.cmake
cmake_minimum_required(VERSION 3.25)

file(READ "${TABLE}" table)
string(JSON count LENGTH "${table}" contexts)
math(EXPR last "${count} - 1")

set(rows "")
foreach(index RANGE ${last})
  string(JSON name GET "${table}" contexts ${index} name)
  string(JSON url GET "${table}" contexts ${index} url)
  string(JSON expected GET "${table}" contexts ${index} sha256)
  string(JSON vocab ERROR_VARIABLE absent GET "${table}" contexts ${index} defines_vocab)
  if(vocab)
    set(vocab true)
  else()
    set(vocab false)
  endif()

  file(SHA256 "${TEXTS}/${name}" found)
  if(NOT found STREQUAL expected)
    message(FATAL_ERROR "The context ${url} is not the recorded one: SHA-256 ${found}, contexts.json says ${expected}")
  endif()
  file(READ "${TEXTS}/${name}" text)
  string(APPEND rows "    {\"${url}\",\n     R\"context(${text})context\",\n     \"${expected}\", ${vocab}},\n")
endforeach()

file(WRITE "${OUTPUT}" "// Generated from contexts.json by embed.cmake.
#include \"engine/jsonld/bundled_table.hpp\"

namespace blason::jsonld {
namespace {

constexpr BundledContext contexts[] = {
${rows}};

}  // namespace

std::span<const BundledContext> bundled_table() {
    return contexts;
}

}  // namespace blason::jsonld
")
