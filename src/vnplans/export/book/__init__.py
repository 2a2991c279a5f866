"""The workbook of the Excel export: what stands in its sheets, how it is made and how it is brought up to date."""
