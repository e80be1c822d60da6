"""How the installation itself does: the operator's page, figures for a monitor. No case and no person is shown."""
