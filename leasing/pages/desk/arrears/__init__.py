"""What follows when rent is not paid, on the desk."""
