"""Faces in photos: found by YuNet where OpenCV is installed, remembered by a photo's digest, kept whole by crops."""
