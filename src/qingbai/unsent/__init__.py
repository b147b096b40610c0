"""What somebody has answered and not yet handed in (未提交的填写内容): kept for some days, so that they go on at another device where they were."""
