"""Figures across the schools of a department: counts alone, small ones hidden (domain, section 11)."""
