module qingbai.example/logcheck

go 1.21
