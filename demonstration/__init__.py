"""The demonstration: invented schools whose cases were lived through by the product's own services.

It stands above `reports/`, since it needs every step and asks for papers, and below `config/`: nothing imports it.
`texts` (what people type) · `people` (who they are) · `staff` (their rows) · `days`, `diary`, `meetings` (when things
happen) · `history` (one case) · `cast`, `schools` (which cases a school has) · `offered` (who is on the sign-in page).
"""
