"""What runs at a time: claims what is due, hands it to the couriers, settles it."""
