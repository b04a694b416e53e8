// SPDX-License-Identifier: Apache-2.0
// The packet of a word or of a row's end (chip/packet_layout.hpp): header, and behind it the bitmap, or values of so
// many bits each. Combinational.
module word_packer #(
  parameter int unsigned PacketBits   = 128,
  parameter int unsigned WordChannels = 64,
  parameter int unsigned Values       = 16,
  localparam int unsigned HeaderBits  = 48,
  localparam int unsigned PayloadBits = PacketBits - HeaderBits
) (
  input  logic                    enable_i,  ///< else the packet is 0
  input  logic                    is_word_i, ///< else the row's end
  input  logic [63:0]             entry_i,   ///< of the word (core_tables: kWordEntry)
  input  logic [20:0]             end_i,     ///< header of the end
  input  logic [7:0]              row_i,
  input  logic [7:0]              column_i,
  input  logic [2:0]              step_i,
  input  logic                    parity_i,
  input  logic [WordChannels-1:0] bits_i,
  input  logic [Values*32-1:0]    values_i,
  output logic [PacketBits-1:0]   packet_o
);
  logic [HeaderBits-1:0]  header;
  logic [PayloadBits-1:0] payload;
  logic [31:0]            value;
  always_comb begin
    header   = '0;
    payload  = '0;
    value    = '0;
    packet_o = '0;
    if (enable_i) begin
      header[20:0]  = is_word_i ? entry_i[20:0] : end_i;
      header[28:21] = row_i;
      header[39:37] = step_i;
      header[40]    = parity_i;
      if (is_word_i) begin
        header[36:29] = column_i;
        header[47:41] = entry_i[27:21];
        payload       = PayloadBits'(bits_i);
        if (entry_i[28]) begin
          payload = '0;
          for (int unsigned i = Values; i > 0; i--)
            if (i <= 32'(entry_i[50:43])) begin
              value   = values_i[(i-1)*32 +: 32] & ~({32{1'b1}} << entry_i[56:51]);
              payload = (payload << entry_i[56:51]) | PayloadBits'(value);
            end
        end
      end
      packet_o = {payload, header};
    end
  end
endmodule
