"""What a citizen wishes and what companies offer, laid beside each other; who was asked."""
