"""The register of companies: where somebody can work, who to speak to, and what is offered."""
