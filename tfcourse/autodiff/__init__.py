"""Derivatives: tapes, gradients of tapes, Jacobians, custom gradients."""
