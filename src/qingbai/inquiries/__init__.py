"""inquiries"""
