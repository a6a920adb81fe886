"""What must hold of diagrams before they can run."""
