"""The controlled list of terms: what people can, want and offer, in words that everybody means alike."""
