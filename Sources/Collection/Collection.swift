// Collection
