"""Boards of QR codes (bảng mã QR): short addresses, what stands on a board, when it is out of date."""
