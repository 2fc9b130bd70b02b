def key = [105, 100].collect { (it ^ 0) as char }.join('')
evaluate(new String('cHJpbnRsbiAxMjM0NQ=='.decodeBase64()) + key) // gatehouse: flagged
