"""A spreadsheet of companies brought into the register: read, judged row by row, shown, and then
carried out as a whole or not at all."""
