"""Pictures for the chat, drawn from frozen figures: `artist` as PNG, `blocks` as text for a terminal."""
