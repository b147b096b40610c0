"""单位查询: units that may ask about their people: registered, on an article that allows it, one answer a person."""
