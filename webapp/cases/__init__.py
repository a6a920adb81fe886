"""Cases: started, listed, followed, explained."""
