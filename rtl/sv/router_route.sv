// SPDX-License-Identifier: Apache-2.0
// Outputs by which a packet leaves: dimension order to a tile or to the port at its edge, or the branches of a tree as
// the group table has them. Combinational.
module router_route #(
  parameter bit RoutingYX = 1'b0  // rows before columns
) (
  input  logic        valid_i,   // a head is there; else nothing is decided
  input  logic [18:0] header_i,  // low bits of the head: code, and tile or group
  input  logic [5:0]  group_outputs_i,  // what the table has for the group
  input  logic [5:0]  column_i,  // own place
  input  logic [5:0]  row_i,
  input  logic [6:0]  columns_i, // of the mesh
  input  logic [12:0] tiles_i,   // of the mesh
  output logic [14:0] group_o,   // asks the table
  output logic [5:0]  outputs_o  // a bit for each direction
);
  localparam int unsigned RowBits = 6;

  logic [3:0]  code;
  logic        edge_port;
  logic [12:0] rest;
  logic [5:0]  row, column;
  logic [5:0]  horizontal, vertical;

  assign code    = header_i[spikeloom_pkg::kCodeOffset +: spikeloom_pkg::kCodeBits];
  assign group_o = header_i[spikeloom_pkg::kGroupOffset +: spikeloom_pkg::kGroupBits];

  // Row and column of a tile's number by long division, a subtraction for each bit of the row.
  always_comb begin
    edge_port = 1'b0;
    rest      = '0;
    row       = '0;
    if (valid_i) begin
      rest      = {1'b0, header_i[spikeloom_pkg::kTileOffset +: spikeloom_pkg::kTileBits]};
      edge_port = rest >= tiles_i;
      if (edge_port) rest = rest - tiles_i;
      for (int unsigned i = 0; i < RowBits; i++) begin
        if (rest >= 13'(columns_i) << (RowBits - 1 - i)) begin
          rest = rest - (13'(columns_i) << (RowBits - 1 - i));
          row[RowBits-1-i] = 1'b1;
        end
      end
    end
    column = rest[5:0];
  end

  assign horizontal = (column > column_i) ? 6'b1 << spikeloom_pkg::kEast : 6'b1 << spikeloom_pkg::kWest;
  assign vertical   = (row > row_i) ? 6'b1 << spikeloom_pkg::kSouth : 6'b1 << spikeloom_pkg::kNorth;

  always_comb begin
    outputs_o = '0;
    if (valid_i) begin
      if (code >= 4'(spikeloom_pkg::kCodeSharedSpikeWord)) outputs_o = group_outputs_i;
      else if (row == row_i && column == column_i)
        outputs_o = edge_port ? 6'b1 << spikeloom_pkg::kHost : 6'b1 << spikeloom_pkg::kLocal;
      else if (RoutingYX) outputs_o = (row != row_i) ? vertical : horizontal;
      else outputs_o = (column != column_i) ? horizontal : vertical;
    end
  end
endmodule
