"""The portal's pages, by stage: before, signing in, applying, afterwards."""
