// SPDX-License-Identifier: BSL-1.0
#pragma once

/// The few functions of DuckDB's C library that the benches use. Declared here because packages of
/// the library for other languages come without its header. Their contract: DuckDB's documentation,
/// "C API", version 1.5; checked 2026-11-24.

#include <cstdint>

extern "C" {

struct duckdb_result {
    std::uint64_t unused[3];
    void* unused_columns;
    char* unused_message;
    void* internal_data;
};

// Handles are pointers to one pointer each; what is behind them is the library's own business.
using duckdb_handle = void*;

char const* duckdb_library_version();
int duckdb_open(char const* path, duckdb_handle* database);
void duckdb_close(duckdb_handle* database);
int duckdb_connect(duckdb_handle database, duckdb_handle* connection);
void duckdb_disconnect(duckdb_handle* connection);
int duckdb_query(duckdb_handle connection, char const* sql, duckdb_result* result);
void duckdb_destroy_result(duckdb_result* result);
char const* duckdb_result_error(duckdb_result* result);
std::uint64_t duckdb_column_count(duckdb_result* result);

int duckdb_appender_create(duckdb_handle connection, char const* schema, char const* table,
                           duckdb_handle* appender);
int duckdb_append_data_chunk(duckdb_handle appender, duckdb_handle chunk);
int duckdb_appender_destroy(duckdb_handle* appender);

duckdb_handle duckdb_create_logical_type(int type);
void duckdb_destroy_logical_type(duckdb_handle* type);
duckdb_handle duckdb_create_data_chunk(duckdb_handle* types, std::uint64_t columns);
duckdb_handle duckdb_fetch_chunk(duckdb_result result);
void duckdb_destroy_data_chunk(duckdb_handle* chunk);
void duckdb_data_chunk_reset(duckdb_handle chunk);
std::uint64_t duckdb_data_chunk_get_size(duckdb_handle chunk);
void duckdb_data_chunk_set_size(duckdb_handle chunk, std::uint64_t size);
duckdb_handle duckdb_data_chunk_get_vector(duckdb_handle chunk, std::uint64_t column);
void* duckdb_vector_get_data(duckdb_handle vector);
std::uint64_t duckdb_vector_size();

} // extern "C"

/// Numbers of types, for `duckdb_create_logical_type`.
inline constexpr int duckdb_type_int32 = 4;
inline constexpr int duckdb_type_uint8 = 6;
inline constexpr int duckdb_type_uint16 = 7;
inline constexpr int duckdb_type_uint32 = 8;
