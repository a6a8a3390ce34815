// QueryCatalogue
