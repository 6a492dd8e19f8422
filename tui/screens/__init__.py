"""Full screens and the short questions that are asked over them."""
